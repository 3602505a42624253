import type Stripe from "stripe";
import { callStripe } from "./errors";
import { inMinorUnits, readCard, type SavedCard } from "./payment-view";

/** A refund of a payment. Amounts are integers in minor units of `currency` (ISO code, upper case). */
export type RefundReading = {
  readonly id: string;
  readonly paymentIntentId: string | null;
  readonly amount: number;
  readonly currency: string;
  /** False once it failed or was called off: the money is ours again. */
  readonly stands: boolean;
  /** False while it is on its way. One that arrived may still come back from the bank. */
  readonly isClosed: boolean;
  readonly reason: string | null;
  readonly madeAt: Date;
};

/** A dispute of a charge by its card holder's bank. Amounts as above. */
export type DisputeReading = {
  readonly id: string;
  readonly paymentIntentId: string | null;
  readonly amount: number;
  readonly currency: string;
  /** True while the bank has taken the money; an inquiry takes none, a dispute that is won gives it back. */
  readonly stands: boolean;
  readonly isInquiry: boolean;
  readonly isClosed: boolean;
  readonly status: string;
  readonly reason: string;
  readonly madeAt: Date;
  /** Until when evidence can be given. */
  readonly dueBy: Date | null;
};

/** An event as Stripe keeps it for thirty days, whether or not a webhook told it. */
export type KeptEvent = { readonly id: string; readonly type: string; readonly payload: Record<string, unknown> };

/** What was taken of a card. Amounts as above. */
export type ChargeReading = {
  readonly paymentIntentId: string | null;
  readonly customerId: string | null;
  /** 0 while it is only held, or was refused. */
  readonly captured: number;
  readonly currency: string;
  readonly madeAt: Date;
};

/** What was made in a stretch of time, newest first; `from` is later than asked for where there was too much to read. */
export type Stretch<Reading> = { readonly items: readonly Reading[]; readonly from: Date };

/** A stretch of time with both its ends, and how many objects are read of it at most. */
export type StretchOf = { readonly from: Date; readonly to: Date; readonly most: number };

/** At most as many types may be asked for at once. */
const TYPES_AT_ONCE = 20;

/**
 * What is read at Stripe because an event says that it changed.
 * @throws StripeRefusedError (code `resource_missing` for an unknown id); StripeUnavailableError
 */
export type StripeReadings = {
  /** All refunds of a payment. */
  refundsOf(paymentIntentId: string): Promise<RefundReading[]>;
  refund(refundId: string): Promise<RefundReading>;
  dispute(disputeId: string): Promise<DisputeReading>;
  /** Null when the payment method is no card. `customerId` is null once it was detached. */
  card(paymentMethodId: string): Promise<{ readonly card: SavedCard; readonly customerId: string | null } | null>;
  charges(stretch: StretchOf): Promise<Stretch<ChargeReading>>;
  refunds(stretch: StretchOf): Promise<Stretch<RefundReading>>;
  disputes(stretch: StretchOf): Promise<Stretch<DisputeReading>>;
  /** Events of these types made in `[from, to]`, in no particular order. */
  events(types: readonly string[], from: Date, to: Date): Promise<KeptEvent[]>;
};

/** The readings over one Stripe client. */
export function createReadings(stripe: Stripe): StripeReadings {
  return {
    refundsOf: (paymentIntentId) => readRefundsOf(stripe, paymentIntentId),

    refund: (refundId) =>
      callStripe("reading the refund", async () => readRefund(await stripe.refunds.retrieve(refundId))),

    dispute: (disputeId) =>
      callStripe("reading the dispute", async () => readDispute(await stripe.disputes.retrieve(disputeId))),

    card: (paymentMethodId) =>
      callStripe("reading the card", async () => {
        const method = await stripe.paymentMethods.retrieve(paymentMethodId);
        const card = readCard(method);
        return card && { card, customerId: idOf(method.customer) };
      }),

    charges: (stretch) =>
      callStripe("reading charges", () =>
        readStretch(stretch, (created) => stripe.charges.list({ created, limit: 100 }), readCharge),
      ),

    refunds: (stretch) =>
      callStripe("reading refunds", () =>
        readStretch(stretch, (created) => stripe.refunds.list({ created, limit: 100 }), readRefund),
      ),

    disputes: (stretch) =>
      callStripe("reading disputes", () =>
        readStretch(stretch, (created) => stripe.disputes.list({ created, limit: 100 }), readDispute),
      ),

    events: (types, from, to) =>
      callStripe("reading events", async () => {
        const events: KeptEvent[] = [];
        const created = createdIn(from, to);
        for (let at = 0; at < types.length; at += TYPES_AT_ONCE) {
          const some = types.slice(at, at + TYPES_AT_ONCE);
          for await (const event of stripe.events.list({ types: some, created, limit: 100 })) {
            events.push({ id: event.id, type: event.type, payload: { ...event } });
          }
        }
        return events;
      }),
  };
}

/** All refunds of a payment. */
export function readRefundsOf(stripe: Stripe, paymentIntentId: string): Promise<RefundReading[]> {
  return callStripe("reading refunds", async () => {
    const refunds: RefundReading[] = [];
    for await (const refund of stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 })) {
      refunds.push(readRefund(refund));
    }
    return refunds;
  });
}

/** All disputes of a payment. */
export function readDisputesOf(stripe: Stripe, paymentIntentId: string): Promise<DisputeReading[]> {
  return callStripe("reading disputes", async () => {
    const disputes: DisputeReading[] = [];
    for await (const dispute of stripe.disputes.list({ payment_intent: paymentIntentId, limit: 100 })) {
      disputes.push(readDispute(dispute));
    }
    return disputes;
  });
}

const idOf = (value: string | { readonly id: string } | null): string | null =>
  typeof value === "string" ? value : (value?.id ?? null);

/** As Stripe filters by it: whole seconds, both ends included. */
const createdIn = (from: Date, to: Date) => ({
  gte: Math.floor(from.getTime() / 1000),
  lte: Math.ceil(to.getTime() / 1000),
});

/** Stripe lists the newest first, so what is left out is the oldest: the stretch then begins later. */
async function readStretch<Listed extends { readonly created: number }, Reading>(
  { from, to, most }: StretchOf,
  list: (created: { gte: number; lte: number }) => AsyncIterable<Listed>,
  read: (listed: Listed) => Reading,
): Promise<Stretch<Reading>> {
  const items: Reading[] = [];
  for await (const listed of list(createdIn(from, to))) {
    if (items.length === most) {
      // Of this second some were read and some not.
      return { items, from: new Date((listed.created + 1) * 1000) };
    }
    items.push(read(listed));
  }
  return { items, from };
}

function readCharge(charge: Stripe.Charge): ChargeReading {
  return {
    paymentIntentId: idOf(charge.payment_intent),
    customerId: idOf(charge.customer),
    captured: inMinorUnits(charge.amount_captured, charge.currency),
    currency: charge.currency.toUpperCase(),
    madeAt: new Date(charge.created * 1000),
  };
}

function readRefund(refund: Stripe.Refund): RefundReading {
  return {
    id: refund.id,
    paymentIntentId: idOf(refund.payment_intent),
    amount: inMinorUnits(refund.amount, refund.currency),
    currency: refund.currency.toUpperCase(),
    stands: refund.status !== "failed" && refund.status !== "canceled",
    isClosed: ["succeeded", "failed", "canceled"].includes(refund.status ?? ""),
    reason: refund.reason,
    madeAt: new Date(refund.created * 1000),
  };
}

function readDispute(dispute: Stripe.Dispute): DisputeReading {
  const { payment_intent: intent, evidence_details: evidence, status } = dispute;
  const isInquiry = status.startsWith("warning_");
  return {
    id: dispute.id,
    paymentIntentId: idOf(intent),
    amount: inMinorUnits(dispute.amount, dispute.currency),
    currency: dispute.currency.toUpperCase(),
    stands: !isInquiry && status !== "won" && status !== "prevented",
    isInquiry,
    isClosed: ["won", "lost", "warning_closed", "prevented"].includes(status),
    status,
    reason: dispute.reason,
    madeAt: new Date(dispute.created * 1000),
    dueBy: typeof evidence.due_by === "number" ? new Date(evidence.due_by * 1000) : null,
  };
}
