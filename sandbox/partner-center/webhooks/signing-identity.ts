import { createSign, generateKeyPairSync } from "node:crypto";
import forge from "node-forge";

/** The simulator's own certificate authority and the certificate that signs its notifications, all as PEM. */
export interface SigningIdentity {
  rootCertificate: string;
  certificate: string;
  privateKey: string;
}

const year = (number: number) => new Date(Date.UTC(number, 0, 1));

function keyPair() {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

function certificate(input: {
  serial: string;
  subject: forge.pki.CertificateField[];
  issuer: forge.pki.CertificateField[];
  publicKey: string;
  signWith: string;
  authority: boolean;
}): string {
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(input.publicKey);
  made.serialNumber = input.serial;
  // Valid for so long that no movement of the sandbox clock can leave the range.
  made.validity.notBefore = year(2000);
  made.validity.notAfter = year(2049);
  made.setSubject(input.subject);
  made.setIssuer(input.issuer);
  made.setExtensions([
    { name: "basicConstraints", cA: input.authority, critical: true },
    input.authority
      ? { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true }
      : { name: "keyUsage", digitalSignature: true, critical: true },
  ]);
  made.sign(forge.pki.privateKeyFromPem(input.signWith), forge.md.sha256.create());
  return forge.pki.certificateToPem(made);
}

/** A new authority and a signing certificate whose subject names the organisation that a client must look for. */
export function createSigningIdentity(): SigningIdentity {
  const root = keyPair();
  const leaf = keyPair();
  const rootName = [
    { name: "commonName", value: "Seatline sandbox root" },
    { name: "organizationName", value: "Seatline sandbox" },
  ];
  return {
    rootCertificate: certificate({
      serial: "01",
      subject: rootName,
      issuer: rootName,
      publicKey: root.publicKey,
      signWith: root.privateKey,
      authority: true,
    }),
    certificate: certificate({
      serial: "02",
      subject: [
        { name: "commonName", value: "pcnotifications-dispatch.sandbox.test" },
        { name: "organizationName", value: "Microsoft Corporation" },
      ],
      issuer: rootName,
      publicKey: leaf.publicKey,
      signWith: root.privateKey,
      authority: false,
    }),
    privateKey: leaf.privateKey,
  };
}

/** Base64 of the RSA-SHA256 signature over the exact bytes that are sent. */
export const signBytes = (identity: SigningIdentity, bytes: Buffer): string =>
  createSign("RSA-SHA256").update(bytes).sign(identity.privateKey, "base64");

/** The certificate in the binary form of a `.cer` file. */
export function certificateFile(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
}
