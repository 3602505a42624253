const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may change something. Reading is always allowed. A changing request must prove that it comes from
 * our own pages: by the browser's Sec-Fetch-Site, or else by an Origin equal to the shop's. With neither it is refused.
 */
export function isTrustedMutation(input: {
  method: string;
  origin: string | undefined;
  secFetchSite: string | undefined;
  shopOrigin: string;
}): boolean {
  if (SAFE_METHODS.has(input.method.toUpperCase())) {
    return true;
  }
  if (input.secFetchSite !== undefined) {
    return input.secFetchSite === "same-origin";
  }
  return input.origin === input.shopOrigin;
}
