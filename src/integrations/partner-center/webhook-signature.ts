import { createVerify, X509Certificate } from "node:crypto";

/** Why an event is not believed. All lead to the same answer: 400 and nothing stored. */
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
  /** Hosts that may serve the signing certificate; anything else would let the sender choose whom we call. */
  readonly certificateHosts: readonly string[];
  /** Plain http is for the simulator on this machine only. */
  readonly allowHttp: boolean;
  readonly now: Date;
  /** Reads the certificate (PEM or DER). Replaceable, so that a host can cache or pin it. */
  readonly fetchCertificate?: (url: URL, now: Date) => Promise<Buffer>;
  /** Organisation that the certificate must be issued to; left unchecked when null. */
  readonly organisation: string | null;
};

const refuse = (refusal: SignatureRefusal, detail: string): SignatureCheck => ({ verified: false, refusal, detail });

/**
 * Checks an event of Partner Center: the certificate's host is allowed, the certificate is valid now and issued to the
 * vendor, and the signature (RSA with SHA-256, base64) fits the raw body.
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
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(await (rules.fetchCertificate ?? fetchCertificate)(url, rules.now));
  } catch (error) {
    return refuse("certificate_unavailable", error instanceof Error ? error.message : String(error));
  }
  const distrust = distrustOf(certificate, rules);
  if (distrust !== null) {
    return refuse("certificate_not_trusted", distrust);
  }
  const fits = createVerify("RSA-SHA256").update(request.rawBody).verify(certificate.publicKey, signature);
  return fits ? { verified: true } : refuse("signature_mismatch", "The signature does not fit the body");
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
  const listed = rules.certificateHosts.some((host) => host === url.host || host === url.hostname);
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

const certificates = new Map<string, { readonly bytes: Buffer; readonly fetchedAt: number }>();
const KEEP_CERTIFICATE_MS = 5 * 60_000;

/** Kept for minutes: events come in bursts, and the vendor exchanges its certificate now and then. */
async function fetchCertificate(url: URL, now: Date): Promise<Buffer> {
  const kept = certificates.get(url.href);
  if (kept !== undefined && Math.abs(now.getTime() - kept.fetchedAt) < KEEP_CERTIFICATE_MS) {
    return kept.bytes;
  }
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(10_000) });
  if (!response.ok) {
    throw new Error(`The certificate's host answered ${response.status}`);
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  certificates.set(url.href, { bytes, fetchedAt: now.getTime() });
  return bytes;
}
