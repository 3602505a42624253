import type { EndRecord, EndWish } from "../../domain/subscription";
import type { VendorAgreements } from "./agreements";
import type { OrderNotes } from "./order-notes";
import { codeAndDetail, refused, type VendorFailure, type VendorOutcome } from "./outcome";

/** Billing and licence holder as the vendor must know it. `countryCode` is ISO 3166-1 alpha-2. */
export type VendorCompany = {
  readonly legalName: string;
  readonly registrationNumber: string | null;
  readonly email: string;
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly address: {
    readonly line1: string;
    readonly line2: string | null;
    readonly city: string;
    readonly province: string | null;
    readonly postalCode: string;
    readonly countryCode: string;
  };
};

export type EnsureTenantInput = {
  readonly kind: "new" | "existing";
  /** Full domain, for example `contoso.onmicrosoft.com`. */
  readonly domain: string;
  readonly company: VendorCompany;
  /** Kept across timeouts: the vendor answers a repeated creation with the first result. */
  readonly requestId: string;
  /** True when an earlier attempt of this company may already have reached the vendor. */
  readonly begun: boolean;
  /** Called after the look-up and before the creation: must be durable when it resolves. */
  readonly begin: () => Promise<void>;
};

/** The administrator's first password exists in one answer of the vendor only. Never log or store it in clear. */
export type FirstSignIn = { readonly userName: string; readonly password: string };

export type EnsuredTenant = { readonly vendorTenantId: string; readonly firstSignIn: FirstSignIn | null };

export type AttestAgreementInput = {
  readonly vendorTenantId: string;
  readonly templateId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  /** The instant the customer ticked the box, UTC. */
  readonly agreedAt: Date;
  readonly requestId: string;
};

export type VendorOrderLine = {
  readonly orderLineId: string;
  readonly vendorProductId: string;
  readonly vendorSkuId: string;
  readonly term: string;
  readonly billingPlan: string;
  readonly segment: string;
  readonly quantity: number;
  readonly title: string;
};

export type PlaceOrderInput = {
  readonly orderId: string;
  readonly vendorTenantId: string;
  /** ISO 3166-1 alpha-2, upper case: the market whose catalogue is read. */
  readonly market: string;
  readonly lines: readonly VendorOrderLine[];
  readonly notes: OrderNotes;
};

/** A line that the vendor will never carry out. `reason` is for the customer, `detail` for the partner. */
export type RefusedLine = {
  readonly orderLineId: string;
  readonly code: string;
  readonly reason: string;
  readonly detail: string;
};

/** The refusal of an order that none of its lines survived: every reason and detail once, and no id of ours. */
export function allRefused(lines: readonly RefusedLine[]): VendorFailure {
  const once = (texts: readonly string[]) => [...new Set(texts)];
  const code = lines[0]?.code ?? "no_lines";
  return refused(
    code,
    once(lines.map((line) => line.reason)).join(" "),
    once(lines.map((line) => (line.code === code ? line.detail : codeAndDetail(line.code, line.detail)))).join("; "),
  );
}

/** One order at the vendor and the lines of ours that it carries. */
export type PlacedVendorOrder = { readonly vendorOrderId: string; readonly orderLineIds: readonly string[] };

export type PlacedOrder = { readonly orders: readonly PlacedVendorOrder[]; readonly refused: readonly RefusedLine[] };

export type ReadOrderInput = {
  readonly vendorTenantId: string;
  readonly vendorOrderId: string;
  readonly lines: readonly VendorOrderLine[];
};

/**
 * A line that has no licences and, if this reading is right, never will. `said` is the vendor's word. One reading may be
 * wrong; `isEnd`: the vendor documents that nothing comes after it.
 */
export type GoneLine = RefusedLine & { readonly said: string; readonly isEnd: boolean };

export type VendorOrderState = {
  readonly live: readonly { readonly orderLineId: string; readonly subscription: VendorSubscription }[];
  readonly gone: readonly GoneLine[];
  /** Lines that the vendor has not finished. */
  readonly pending: readonly string[];
};

export type VendorSubscriptionStatus = "pending" | "active" | "suspended" | "expired" | "disabled" | "deleted";

/** A subscription as the vendor states it. Its dates win over ours. */
export type VendorSubscription = EndRecord & {
  readonly vendorSubscriptionId: string;
  readonly vendorOrderId: string | null;
  /** What was sold; null where the vendor does not say. */
  readonly vendorProductId: string | null;
  readonly vendorSkuId: string | null;
  /** The vendor's own name of it; empty where it says none. */
  readonly title: string;
  readonly status: VendorSubscriptionStatus;
  readonly quantity: number;
  readonly term: string;
  readonly billingPlan: string;
  /** First day of service as the vendor's UTC calendar has it (`YYYY-MM-DD`). */
  readonly startedOn: string;
  /** First day after the commitment (exclusive), `YYYY-MM-DD`; null when the vendor gave none. */
  readonly termEndsOn: string | null;
  /** ISO UTC instant after which nothing can be returned; null when the window is closed. */
  readonly cancellationAllowedUntil: string | null;
  /** Seats that can still be given back, each batch with its own end. */
  readonly returnable: readonly { readonly quantity: number; readonly until: string }[];
};

/** Code of a reading that found no such subscription. It may have been made just now: the vendor shows it late. */
export const UNKNOWN_SUBSCRIPTION = "unknown_subscription";

export type ReadSubscriptionInput = { readonly vendorTenantId: string; readonly vendorSubscriptionId: string };

export type ListSubscriptionsInput = { readonly vendorTenantId: string };

/** `requestId` is kept across timeouts. */
export type CancelSubscriptionInput = ReadSubscriptionInput & { readonly requestId: string };

/** Totals of seats. `requestId` is kept across timeouts. */
export type ChangeQuantityInput = ReadSubscriptionInput & {
  /** What we know there to be: another number means that somebody else has changed it, and nothing is written. */
  readonly from: number;
  readonly quantity: number;
  readonly requestId: string;
  /** Called with the vendor's record when it is about to be asked for the change: must be durable when it resolves. */
  readonly asking: (present: VendorSubscription) => Promise<void>;
};

/** `requestId` is kept across timeouts. */
export type SetEndOfTermInput = ReadSubscriptionInput & { readonly wish: EndWish; readonly requestId: string };

/** Code of a change that was refused because the vendor's state is not the one it was asked for. */
export const CHANGED_MEANWHILE = "changed_meanwhile";

/** Code of an instruction that the vendor took and that is not on its record. */
export const NOT_AS_WRITTEN = "not_as_written";

/** Asks whether anything was sold for an order that stands, so that a person may refuse it. */
export type PlacedOrderQuery = {
  readonly vendorTenantId: string;
  readonly notes: OrderNotes;
  /** When the vendor was last asked to place it. */
  readonly lastAskedAt: Date;
  readonly now: Date;
};

/** `nothing`: it is certain that nothing was sold and nothing will be, unless the order is placed anew. */
export type PlacedLookUp = { readonly placed: "nothing" } | { readonly placed: "something"; readonly detail: string };

/** What every vendor must be able to do. The provisioning worker knows nothing else about a vendor. */
export type VendorAdapter = {
  readonly vendor: string;
  /** Null: the vendor asks its customers for no agreement. */
  readonly agreements: VendorAgreements | null;
  ensureTenant(input: EnsureTenantInput): Promise<VendorOutcome<EnsuredTenant>>;
  /** Tells the vendor of a consent that the customer gave to the seller: the way that is taken as long as the vendor takes it. */
  attestAgreement(input: AttestAgreementInput): Promise<VendorOutcome<{ readonly alreadyAttested: boolean }>>;
  placeOrder(input: PlaceOrderInput): Promise<VendorOutcome<PlacedOrder>>;
  /**
   * True when the adapter's notes about an order (null: none) leave open whether the vendor has one. Looks at nothing
   * else, and asks nobody: false is a promise that nothing was ordered as long as nobody places it.
   */
  mayHaveOrdered(notes: unknown): boolean;
  /** Pending: it cannot be certain yet. Sells nothing. */
  findPlaced(query: PlacedOrderQuery): Promise<VendorOutcome<PlacedLookUp>>;
  readOrder(input: ReadOrderInput): Promise<VendorOutcome<VendorOrderState>>;
  /** Ends a subscription within its window; done when the vendor has said that it is deleted. */
  cancelSubscription(input: CancelSubscriptionInput): Promise<VendorOutcome<VendorSubscription>>;
  /**
   * Sets the number of seats in the middle of a term. Read first: what is as wanted is done, and what is neither that nor
   * `from` is refused (`CHANGED_MEANWHILE`), so that an unknown answer never leads to a second change.
   */
  changeQuantity(input: ChangeQuantityInput): Promise<VendorOutcome<VendorSubscription>>;
  /**
   * Writes what happens at the end of the term, in one write, and reads it back: what is not on record as wished is no
   * success (`NOT_AS_WRITTEN`).
   */
  setEndOfTerm(input: SetEndOfTermInput): Promise<VendorOutcome<VendorSubscription>>;
  readSubscription(input: ReadSubscriptionInput): Promise<VendorOutcome<VendorSubscription>>;
  /** All subscriptions of a tenant that are sold by number of seats, whoever ordered them. One made just now may be missing. */
  listSubscriptions(input: ListSubscriptionsInput): Promise<VendorOutcome<readonly VendorSubscription[]>>;
};
