import type { Difference, DifferenceKind } from "../../domain/subscription";

/**
 * - `open`: waits for a person
 * - `billed`: our books came to what the vendor has
 * - `ignored`: a person said that nothing is to be done about it; another value is another finding
 * - `vanished`: the vendor came back to what our books have
 */
export const FINDING_STATES = ["open", "billed", "ignored", "vanished"] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What hangs on a finding: its proposal planned with the history. Minor units before tax; negative is given back. */
export type Stake = {
  readonly currency: string;
  /** From the proposal's day to the instant it was planned at. */
  readonly unbilled: number;
  /** In the charge period that follows: a month, or a year where the term is charged by the year. */
  readonly eachPeriod: number;
  /** How many months such a period has; 0 where none follows. */
  readonly periodMonths: number;
};

/** A difference between the vendor and our books, from the reading that first showed it on. */
export type Finding = Difference & {
  readonly id: string;
  /** Null: we do not have the subscription (`unknown`). */
  readonly subscriptionId: string | null;
  readonly companyId: string;
  readonly vendor: string;
  readonly vendorTenantId: string;
  readonly vendorSubscriptionId: string;
  readonly state: FindingState;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** When it stood no more; null while the vendor says it. */
  readonly goneAt: Date | null;
  readonly settledAt: Date | null;
  /** Who settled it; null: nobody, it settled by itself. */
  readonly settledBy: string | null;
  readonly reason: string | null;
  /** Null while it has not been planned, or nothing is proposed. */
  readonly stake: Stake | null;
};

/** Whose differences were read. */
export type ReadSubject = Pick<
  Finding,
  "subscriptionId" | "companyId" | "vendor" | "vendorTenantId" | "vendorSubscriptionId"
>;

export type FindingFilter = {
  readonly state?: FindingState;
  readonly kind?: DifferenceKind;
  readonly companyId?: string;
  readonly subscriptionId?: string;
};

/** A person's or a rule's word on a finding. `eventId`: the event with which our books came to it. */
export type Settlement = {
  readonly state: "billed" | "ignored";
  readonly by: string;
  readonly reason: string | null;
  readonly eventId: string | null;
  readonly now: Date;
};

/** A tenant at a vendor, and the company whose it is. */
export type ReadTenant = { readonly vendor: string; readonly vendorTenantId: string; readonly companyId: string };

export type LeasedTenant = ReadTenant & {
  readonly id: string;
  readonly leaseToken: string;
  readonly failures: number;
};

/** A subscription that the vendor has and we do not. */
export type UnknownSubscription = { readonly vendorSubscriptionId: string; readonly difference: Difference };
