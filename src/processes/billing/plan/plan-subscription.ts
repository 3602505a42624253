import { earlierDate, type LocalDate, laterDate } from "../../../domain/calendar";
import {
  type BilledLine,
  type ChargeLine,
  type ChargingPolicy,
  DEFAULT_CHARGING_POLICY,
  planCharges,
} from "../../../domain/charging";
import type { BilledDiscount } from "../../../domain/discounts";
import { money } from "../../../domain/money";
import type { SubscriptionEvent } from "../../../domain/subscription";
import type { BillingPosition, InvoiceLine } from "../../../modules/billing";
import type { BillableSubscription } from "../../../modules/subscription";

/** A charge together with the subscription it belongs to. */
export type DueLine = ChargeLine & { readonly subscription: BillableSubscription };

/** A line that was billed, with the discount it was billed with. */
export type KnownLine = BilledLine & Pick<BilledDiscount, "discounts">;

export type SubscriptionPlan = {
  readonly lines: readonly DueLine[];
  /** The next day on which something becomes due; null when nothing more is known. */
  readonly nextChargeOn: LocalDate | null;
  /** How far the subscription is billed once the lines are written. */
  readonly position: BillingPosition;
};

/**
 * The last day whose periods need not be read again: what lies behind it was billed as the known events call for, and
 * no event that has come since reaches back to it. Null: everything has to be read.
 */
export function closedBefore(
  events: readonly SubscriptionEvent[],
  position: BillingPosition | undefined,
): LocalDate | null {
  if (position === undefined) {
    return null;
  }
  let closed = position.settledUntil;
  for (const event of events) {
    if (event.sequence > position.sequence) {
      closed = earlierDate(closed, event.on);
    }
  }
  return closed;
}

/**
 * Charges of one subscription up to and including the day.
 *
 * @param billed all its lines of periods that end after `closedBefore`
 * @throws HistoryError naming the event that contradicts the history
 */
export function planSubscription(
  subscription: BillableSubscription,
  billed: readonly BilledLine[],
  until: LocalDate,
  closed: LocalDate | null = null,
  policy: ChargingPolicy = DEFAULT_CHARGING_POLICY,
): SubscriptionPlan {
  const { events } = subscription;
  const plan = planCharges({
    subscriptionId: subscription.id,
    events,
    until,
    billed,
    policy,
    ...(closed === null ? {} : { closedBefore: closed }),
  });
  return {
    lines: plan.lines.map((line) => ({ ...line, subscription })),
    nextChargeOn: plan.nextChargeOn,
    position: {
      sequence: events.reduce((latest, event) => Math.max(latest, event.sequence), 0),
      settledUntil: settledUntil(events, until, plan.nextChargeOn),
    },
  };
}

/**
 * Once everything due by `until` is billed, the running period is settled to its end, which is the next charge, or the
 * end of the term when no charge is left in it. A change that is already known for a later day keeps it open.
 */
function settledUntil(
  events: readonly SubscriptionEvent[],
  until: LocalDate,
  nextChargeOn: LocalDate | null,
): LocalDate {
  if (events.some((event) => event.on > until)) {
    return until;
  }
  return (
    nextChargeOn ??
    events.reduce((end, event) => ("termEndsOn" in event ? laterDate(end, event.termEndsOn) : end), until)
  );
}

/** The day a subscription's first charge is for; null before it has started. */
export function startOf(events: readonly SubscriptionEvent[]): LocalDate | null {
  return events.find((event) => event.type === "started")?.on ?? null;
}

/** A stored line as the planner knows it. */
export function toKnownLine(line: InvoiceLine, currency: string): KnownLine {
  return {
    key: line.chargeKey,
    subscriptionId: line.subscriptionId,
    // Goodwill is never read for planning; every other kind is a charge.
    kind: line.kind === "goodwill" ? "correction" : line.kind,
    period: { start: line.periodStart, end: line.periodEnd },
    referencePeriod: { start: line.referenceStart, end: line.referenceEnd },
    quantity: line.quantity,
    unitPrice: money(line.unitPrice, currency),
    factor: { numerator: line.factorNumerator, denominator: line.factorDenominator },
    amount: money(line.net + line.discount, currency),
    policyVersion: line.policyVersion,
    sourceEventId: line.sourceEventId,
    termEventId: line.termEventId,
    discounts: line.discounts,
  };
}
