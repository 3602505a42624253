import { createVerify, type X509Certificate } from "node:crypto";
import { reasonOf } from "../../../errors/reason-of";
import { certificatesIn, distrustOfChain, trustedRoots } from "./certificate-chain";
import { CertificateSource } from "./certificate-source";

/**
 * Why an event is not believed. Nothing is stored; `certificate_unavailable` says that it could not be judged now, and may
 * be believed when it is delivered again.
 */
export type SignatureRefusal =
  | "no_signature"
  | "unsupported_algorithm"
  | "certificate_url_not_allowed"
  | "certificate_unavailable"
  | "certificate_not_trusted"
  | "signature_mismatch";

export type SignatureCheck =
  | { readonly verified: true }
  | { readonly verified: false; readonly refusal: SignatureRefusal; readonly detail: string };

export type SignedRequest = {
  /** The bytes as they came. A body that was parsed and written again has another signature. */
  readonly rawBody: Buffer;
  readonly header: (name: string) => string | undefined;
};

export type SignatureRules = {
  /**
   * Hosts that may serve the signing certificate; anything else would let the sender choose whom we call. A host without
   * a port means the usual port of its scheme and no other.
   */
  readonly certificateHosts: readonly string[];
  /** Plain http is for the simulator on this machine only. */
  readonly allowHttp: boolean;
  readonly now: Date;
  /** Where a chain of certificates may end: this runtime's public roots; the simulator's own, which lies here. */
  readonly rootUrl?: string;
  /** Keeps the files that were fetched; one for the process by default. */
  readonly source?: CertificateSource;
  /** Organisation that the certificate must be issued to; left unchecked when null. */
  readonly organisation: string | null;
};

const refuse = (refusal: SignatureRefusal, detail: string): SignatureCheck => ({ verified: false, refusal, detail });

/**
 * Checks an event of Partner Center: the certificate's host and port are allowed, the certificate is valid now, issued to
 * the vendor and leads to a trusted root, and the signature (RSA with SHA-256, base64) fits the raw body.
 */
export async function verifyWebhookSignature(request: SignedRequest, rules: SignatureRules): Promise<SignatureCheck> {
  const signature = readSignature(request);
  if (signature === null) {
    return refuse("no_signature", "The request carries no signature");
  }
  const algorithm = request.header("x-ms-signature-algorithm") ?? "rsa-sha256";
  if (algorithm.toLowerCase() !== "rsa-sha256") {
    return refuse("unsupported_algorithm", `The signature algorithm ${algorithm} is not supported`);
  }
  const url = allowedUrl(request.header("x-ms-certificate-url"), rules);
  if (url === null) {
    return refuse("certificate_url_not_allowed", "The certificate's address is missing or not on the list");
  }
  const source = rules.source ?? ownSource;
  const read: URL[] = [];
  const fetchFile = (one: URL): Promise<Buffer> => {
    read.push(one);
    return source.get(one);
  };
  let certificate: X509Certificate;
  try {
    const [leaf, ...others] = certificatesIn(await fetchFile(url));
    if (leaf === undefined) {
      return refuse("certificate_unavailable", "The file holds no certificate");
    }
    certificate = leaf;
    const distrust =
      distrustOf(certificate, rules) ?? (await distrustOfChain(leaf, others, await chainRules(rules, fetchFile)));
    if (distrust !== null) {
      return refuse("certificate_not_trusted", distrust);
    }
  } catch (error) {
    return refuse("certificate_unavailable", reasonOf(error));
  }
  const fits = createVerify("RSA-SHA256").update(request.rawBody).verify(certificate.publicKey, signature);
  if (!fits) {
    return refuse("signature_mismatch", "The signature does not fit the body");
  }
  source.prove(read);
  return { verified: true };
}

function readSignature(request: SignedRequest): Buffer | null {
  const header = request.header("x-ms-signature") ?? request.header("authorization") ?? "";
  const text = header.replace(/^Signature\s+/i, "").trim();
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : null;
}

function allowedUrl(text: string | undefined, rules: SignatureRules): URL | null {
  if (text === undefined || !URL.canParse(text)) {
    return null;
  }
  const url = new URL(text);
  const scheme = url.protocol === "https:" || (rules.allowHttp && url.protocol === "http:");
  const credentials = url.username !== "" || url.password !== "";
  const listed = rules.certificateHosts.includes(url.host);
  return scheme && !credentials && listed ? url : null;
}

function distrustOf(certificate: X509Certificate, rules: SignatureRules): string | null {
  const { now, organisation } = rules;
  if (Date.parse(certificate.validFrom) > now.getTime() || Date.parse(certificate.validTo) < now.getTime()) {
    return "The certificate is not valid at this time";
  }
  if (organisation !== null && !certificate.subject.split("\n").includes(`O=${organisation}`)) {
    return `The certificate is not issued to ${organisation}`;
  }
  return null;
}

const ownSource = new CertificateSource();

async function chainRules({ now, rootUrl }: SignatureRules, fetchFile: (url: URL) => Promise<Buffer>) {
  const roots = rootUrl === undefined ? trustedRoots() : certificatesIn(await fetchFile(new URL(rootUrl)));
  return { roots, now, fetchFile };
}
