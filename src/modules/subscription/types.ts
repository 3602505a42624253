import type { LocalDate } from "../../domain/calendar";
import type {
  CommercialTerms,
  EndWish,
  EventDraft,
  ReturnWindow,
  Sighting,
  SubscriptionEvent,
} from "../../domain/subscription";

/** `cancelled`: access ended inside a term. `ended`: the term ran out. A suspended subscription is still billed. */
export type SubscriptionStatus = "active" | "suspended" | "cancelled" | "ended";

export type Subscription = {
  readonly id: string;
  readonly companyId: string;
  readonly orderId: string;
  readonly orderLineId: string;
  readonly planId: string;
  readonly title: string;
  readonly skuTitle: string;
  /** Ids of the Medusa product and variant it was bought as. */
  readonly productId: string;
  readonly variantId: string;
  readonly vendor: string;
  readonly vendorTenantId: string;
  readonly vendorProductId: string;
  readonly vendorSkuId: string;
  readonly vendorOrderId: string | null;
  readonly vendorSubscriptionId: string;
  readonly segment: string;
  readonly domain: string;
  readonly status: SubscriptionStatus;
  readonly quantity: number;
  /** Terms of the current commitment. */
  readonly terms: CommercialTerms;
  readonly startedOn: LocalDate;
  /** Start of the current commitment; equals `startedOn` until the first renewal. */
  readonly termStartedOn: LocalDate;
  /** First day after the current commitment (exclusive). */
  readonly termEndsOn: LocalDate;
  readonly autoRenew: boolean;
  /** The vendor has a cancellation for the end of the commitment on record. */
  readonly cancelAtEnd: boolean;
  /** The vendor has an extension for the end of the commitment on record. */
  readonly extendAtEnd: boolean;
  /** Seats that the vendor has scheduled for the next commitment; null where it has none. */
  readonly nextQuantity: number | null;
  /** What the customer wants at the end of the commitment; null where nobody ever said. */
  readonly endWish: EndWish | null;
  /** When the vendor's record was last seen to be the wish; null while it is not. */
  readonly endWishKeptAt: Date | null;
  /** After this instant the vendor takes nothing back; null when it named none. */
  readonly cancellationAllowedUntil: Date | null;
  readonly returnWindows: readonly ReturnWindow[];
  /** When the vendor was last read. */
  readonly syncedAt: Date;
  /** What a person has to look at: the vendor's state differs from ours in a way we do not bill by ourselves. */
  readonly problem: string | null;
  /** What readings say against our books, one after another; null while they agree. */
  readonly sighting: Sighting | null;
  /** Nothing is billed of it until the vendor agrees with our books again, or a person decides. */
  readonly isHeld: boolean;
};

/** What the billing engine needs to plan charges. */
export type BillableSubscription = Pick<
  Subscription,
  | "id"
  | "companyId"
  | "orderId"
  | "orderLineId"
  | "planId"
  | "title"
  | "skuTitle"
  | "productId"
  | "variantId"
  | "vendor"
  | "vendorSubscriptionId"
  | "status"
  | "isHeld"
> & { readonly events: SubscriptionEvent[] };

/** The part of the vendor's answer that we mirror at every reading. */
export type VendorState = {
  readonly status: "active" | "suspended";
  readonly autoRenew: boolean;
  readonly cancelAtEnd: boolean;
  readonly extendAtEnd: boolean;
  readonly nextQuantity: number | null;
  readonly cancellationAllowedUntil: Date | null;
  readonly returnWindows: readonly ReturnWindow[];
};

export type ActivateSubscription = Omit<
  Subscription,
  | "id"
  | "status"
  | "termStartedOn"
  | "autoRenew"
  | "cancelAtEnd"
  | "extendAtEnd"
  | "nextQuantity"
  | "endWish"
  | "endWishKeptAt"
  | "cancellationAllowedUntil"
  | "returnWindows"
  | "syncedAt"
  | "problem"
  | "sighting"
  | "isHeld"
> & { readonly vendorState: VendorState; readonly activatedAt: Date; readonly nextSyncAt: Date };

/** An event before the history has given it its id and place. */
export type NewSubscriptionEvent = EventDraft;

/** `appended` is false when the source was recorded before; `event` is then the one that stands. */
export type AppendResult = { readonly appended: boolean; readonly event: SubscriptionEvent };

export type SubscriptionFilter = {
  readonly companyIds?: readonly string[];
  readonly ids?: readonly string[];
  readonly orderId?: string;
};

/** How much of a plan runs: its subscriptions that are active or suspended, and their seats. */
export type LiveCount = { readonly subscriptions: number; readonly seats: number };

export type LeasedSubscription = {
  readonly subscription: Subscription;
  readonly leaseToken: string;
  readonly failures: number;
};
