import type { LocalDate } from "../calendar";
import type { CommercialTerms } from "./terms";

type EventIdentity = {
  /** Unique in the subscription; charge lines refer to it. */
  readonly id: string;
  /** Unique in the subscription; orders events of one day. */
  readonly sequence: number;
  /** The day from which the event counts, in the zone the subscription is billed in. */
  readonly on: LocalDate;
};

/** The subscription began. Vendor's dates are taken as they are. */
export type StartedEvent = EventIdentity & {
  readonly type: "started";
  readonly quantity: number;
  readonly terms: CommercialTerms;
  /** First day that no longer belongs to the term. */
  readonly termEndsOn: LocalDate;
};

/** From `on` there are `quantity` seats (the new total, not the difference). */
export type QuantityChangedEvent = EventIdentity & {
  readonly type: "quantity_changed";
  readonly quantity: number;
};

/** A new term began, with its own price, quantity and charge anchor. Before the old term's end it replaces its rest. */
export type RenewedEvent = EventIdentity & {
  readonly type: "renewed";
  readonly quantity: number;
  readonly terms: CommercialTerms;
  /** First day that no longer belongs to the term. */
  readonly termEndsOn: LocalDate;
};

/**
 * The term ran out, was neither renewed nor stopped, and the vendor keeps the service running by the month: its extended
 * service term. Begins on the day the running term ends, with a term of P1M and its own price, and can be followed by
 * the same again, by a renewal, or by a cancellation on any day.
 */
export type ExtendedEvent = EventIdentity & {
  readonly type: "extended";
  readonly quantity: number;
  readonly terms: CommercialTerms;
  /** First day that no longer belongs to the extension. */
  readonly termEndsOn: LocalDate;
};

/** Access stopped inside a term; `on` is the first day without access and is no longer charged. */
export type CancelledEvent = EventIdentity & {
  readonly type: "cancelled";
};

/** The term ran out and was not renewed; `on` is the first day without access. */
export type EndedEvent = EventIdentity & {
  readonly type: "ended";
};

export type SubscriptionEvent =
  | StartedEvent
  | QuantityChangedEvent
  | RenewedEvent
  | ExtendedEvent
  | CancelledEvent
  | EndedEvent;
/** An event that begins a term. */
export type TermEvent = StartedEvent | RenewedEvent | ExtendedEvent;

type WithoutIdentity<E> = E extends SubscriptionEvent ? Omit<E, "id" | "sequence"> : never;

/** What might happen, before a history has given it an id and a place. */
export type EventDraft = WithoutIdentity<SubscriptionEvent>;
