import { randomBytes } from "node:crypto";

/** A fresh value for one response; it marks the scripts that we wrote ourselves. */
export function createNonce(): string {
  return randomBytes(16).toString("base64");
}

/**
 * The Content-Security-Policy of one page.
 * `formTargets` are foreign origins to which a form on this page may lead: the hosted card page, after our redirect.
 */
export function contentSecurityPolicy(input: {
  nonce: string;
  formTargets: readonly string[];
  development: boolean;
}): string {
  const directives: Record<string, string[]> = {
    "default-src": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'", ...input.formTargets],
    "script-src": ["'self'", `'nonce-${input.nonce}'`, "'strict-dynamic'"],
    // The development server injects styles and keeps a socket open for hot reload.
    "style-src": input.development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": input.development ? ["'self'", "ws:"] : ["'self'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(" ")}`)
    .join("; ");
}

/** Only the pages that hand the customer to the card page may lead a form away from the shop. */
export function mayLeadToPayment(path: string): boolean {
  return ["/checkout/", "/orders/", "/account/subscriptions/"].some((start) => path.startsWith(start));
}
