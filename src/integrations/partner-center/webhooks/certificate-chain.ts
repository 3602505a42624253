import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";

/** A signing certificate, two issuers and a root are usual. */
const LONGEST_CHAIN = 5;

/**
 * Where the issuers of the vendor's signing certificates publish their own. They speak plain http, because what they serve
 * is checked by its signature.
 */
const ISSUER_HOSTS: ReadonlySet<string> = new Set([
  "www.microsoft.com",
  "caissuers.microsoft.com",
  "cacerts.digicert.com",
]);

let publicRoots: readonly X509Certificate[] | undefined;

/** The roots that this runtime trusts for the public web. */
export function trustedRoots(): readonly X509Certificate[] {
  publicRoots ??= rootCertificates.map((pem) => new X509Certificate(pem));
  return publicRoots;
}

/** The certificates in a file: one in binary form, or one or more as PEM. */
export function certificatesIn(file: Buffer): X509Certificate[] {
  const blocks = file.toString("latin1").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  return blocks === null ? [new X509Certificate(file)] : blocks.map((block) => new X509Certificate(block));
}

export type ChainRules = {
  readonly roots: readonly X509Certificate[];
  readonly now: Date;
  /** Reads an issuer's file. */
  readonly fetchFile: (url: URL) => Promise<Buffer>;
};

/**
 * Why a certificate does not lead to a trusted root; null when it does. Every link is valid now, may issue, and has signed
 * the one before.
 *
 * @param others certificates that came with it; issuers that are missing are fetched from the addresses the chain names
 */
export async function distrustOfChain(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  rules: ChainRules,
): Promise<string | null> {
  let current = leaf;
  const known = [...others];
  for (let depth = 0; depth < LONGEST_CHAIN; depth += 1) {
    if (!isValidAt(current, rules.now)) {
      return "A certificate of the chain is not valid at this time";
    }
    const link = current;
    if (rules.roots.some((root) => hasIssued(root, link) && isValidAt(root, rules.now))) {
      return null;
    }
    const issuer = known.find((one) => hasIssued(one, link)) ?? (await fetchIssuer(link, rules));
    if (issuer === null) {
      break;
    }
    current = issuer;
  }
  return "The certificate does not lead to a trusted root";
}

async function fetchIssuer(certificate: X509Certificate, rules: ChainRules): Promise<X509Certificate | null> {
  const named = /CA Issuers - URI:"?(https?:\/\/[^\s"]+)/.exec(certificate.infoAccess ?? "")?.[1];
  if (named === undefined || !URL.canParse(named)) {
    return null;
  }
  const url = new URL(named);
  if (!ISSUER_HOSTS.has(url.host)) {
    return null;
  }
  return certificatesIn(await rules.fetchFile(url)).find((one) => hasIssued(one, certificate)) ?? null;
}

const hasIssued = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const isValidAt = (certificate: X509Certificate, now: Date): boolean =>
  Date.parse(certificate.validFrom) <= now.getTime() && Date.parse(certificate.validTo) >= now.getTime();
