/** Where the licences of an offer were promised to live. */
export type PromisedTenant = {
  /** `new`: to be created for the company. */
  readonly kind: "new" | "existing";
  readonly domain: string;
  /** The vendor's own id; null while the vendor did not know it as the company's. */
  readonly vendorTenantId: string | null;
};

/** The tenant that a company names now; it is its own unless it is `unproven`. */
export type NamedTenant = PromisedTenant & {
  readonly state: "chosen" | "linked" | "pending_relationship" | "unproven";
};

/**
 * How the company's tenant of now is not the one that was promised, in words; null when it is that one and the company's
 * own. An id that the vendor gave since is no difference: the promise was for the domain.
 */
export function tenantDifference(promised: PromisedTenant, named: NamedTenant | null): string | null {
  if (named === null) {
    return "the company names no tenant";
  }
  if (!isSame(named.domain, promised.domain)) {
    return `the company names ${named.domain} now`;
  }
  if (named.state === "unproven") {
    return `${promised.domain} is not proven to be the company's`;
  }
  if (named.kind !== promised.kind) {
    const exists = "the company names one that exists, and it was to be created";
    return named.kind === "existing" ? exists : "the company names one to be created, and it existed";
  }
  const { vendorTenantId } = promised;
  return vendorTenantId === null || (named.vendorTenantId !== null && isSame(named.vendorTenantId, vendorTenantId))
    ? null
    : `${promised.domain} was tenant ${vendorTenantId} and is ${named.vendorTenantId ?? "not known"} now`;
}

/** Whether two domains, or two of the vendor's ids, are one. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
