import type { AgreementWay } from "./agreement-way";

/**
 * What is known of a tenant's customer agreement.
 *
 * - `not_needed`: the vendor asks for none.
 * - `none`: nothing is known of one.
 * - `consented`: the customer has ticked the seller's box, and the vendor is told with the first order (`confirmation`).
 * - `begun`: the vendor has been told who will accept, who has not done so as far as is known.
 * - `accepted`: the signatory has accepted on the vendor's page, and the agreement is not made of it yet.
 * - `made`: the vendor has taken the agreement, and it was not read back yet.
 * - `valid`: the vendor says that there is one, of a date that counts.
 * - `outdated`: the vendor has one that is too old to order with.
 * - `direct`: the customer has accepted it with the vendor itself.
 */
export type AgreementState =
  | "not_needed"
  | "none"
  | "consented"
  | "begun"
  | "accepted"
  | "made"
  | "valid"
  | "outdated"
  | "direct";

/** An acceptance of before this UTC day must be renewed (partner-center-2026, 1.1); the day itself counts. */
export const ACCEPTED_BEFORE_IS_TOO_OLD = "2023-04-01";

/** One signatory that the vendor was told of. Tenants are the vendor's ids. */
export type AttestationFacts = {
  readonly acceptedAt: Date | null;
  /** The tenant that the agreement was made for. */
  readonly vendorTenantId: string | null;
  readonly madeAt: Date | null;
  readonly readBackAt: Date | null;
};

export type AgreementFacts = {
  readonly way: AgreementWay;
  /** The tenant that licences are for; null while the vendor has none. */
  readonly vendorTenantId: string | null;
  /** The newest box that was ticked here. */
  readonly consent: { readonly agreedAt: Date; readonly attestedAt: Date | null } | null;
  /** Those that stand, in any order. */
  readonly attestations: readonly AttestationFacts[];
  /** What the vendor said last about a tenant. `agreedOn`: its newest agreement's UTC day, null: it has none. */
  readonly reading: {
    readonly vendorTenantId: string;
    readonly isDirect: boolean;
    readonly agreedOn: string | null;
  } | null;
};

/** How things stand with the agreement of the tenant that licences are for; the best of all that is known. Pure. */
export function agreementStateOf(facts: AgreementFacts): Exclude<AgreementState, "not_needed"> {
  const reading = isSame(facts.reading?.vendorTenantId, facts.vendorTenantId) ? facts.reading : null;
  if (reading?.isDirect) {
    return "direct";
  }
  const readOn = reading?.agreedOn ?? null;
  if (readOn !== null && readOn >= ACCEPTED_BEFORE_IS_TOO_OLD) {
    return "valid";
  }
  const made = facts.attestations.filter(
    (one) => one.madeAt !== null && isSame(one.vendorTenantId, facts.vendorTenantId),
  );
  if (made.some((one) => one.readBackAt !== null)) {
    return "valid";
  }
  if (made.length > 0) {
    return "made";
  }
  // What the vendor was told of an earlier tenant is not said of this one, once it was asked about this one.
  if (reading === null && isPassedOn(facts.consent)) {
    return "valid";
  }
  const usable = facts.attestations.filter((one) => one.madeAt === null);
  if (usable.some((one) => one.acceptedAt !== null)) {
    return "accepted";
  }
  if (facts.way === "confirmation" && facts.consent !== null) {
    return "consented";
  }
  if (usable.length > 0) {
    return "begun";
  }
  return readOn === null ? "none" : "outdated";
}

/**
 * Whether a card may be asked for. For a tenant that does not exist yet, the vendor makes no agreement: its signatory's
 * acceptance is enough, and the order's own task makes it.
 */
export function isReadyToOrder(state: AgreementState, vendorTenantId: string | null): boolean {
  switch (state) {
    case "not_needed":
    case "consented":
    case "made":
    case "valid":
    case "direct":
      return true;
    case "accepted":
      return vendorTenantId === null;
    case "none":
    case "begun":
    case "outdated":
      return false;
  }
}

function isPassedOn(consent: AgreementFacts["consent"]): boolean {
  return consent?.attestedAt != null && consent.agreedAt.toISOString().slice(0, 10) >= ACCEPTED_BEFORE_IS_TOO_OLD;
}

const isSame = (one: string | null | undefined, other: string | null): boolean =>
  one != null && other !== null && one.toLowerCase() === other.toLowerCase();
