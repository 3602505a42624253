/** What a page that was asked too often says to programs; its words say it to people. */
export const waitHeaders = (retryAfter: string | null | undefined): Record<string, string> =>
  typeof retryAfter === "string" ? { "Retry-After": retryAfter } : {};
