import { compareDates, type LocalDate, localDateIn, startOfLocalDay } from "../../domain/calendar";
import { type BilledLine, type ChargeLine, DEFAULT_CHARGING_POLICY, planCharges } from "../../domain/charging";
import { money } from "../../domain/money";
import type { SubscriptionEvent } from "../../domain/subscription";
import type { BilledInvoiceLine } from "../../modules/billing/repositories/invoices";
import type { BillableSubscription } from "../../modules/subscription";

const SHORTEST_WAIT_MS = 15 * 60 * 1000;
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** A charge together with the subscription it belongs to. */
export type DueLine = ChargeLine & { readonly subscription: BillableSubscription };

export type AccountPlan = {
  readonly lines: readonly DueLine[];
  /** When the account has to be looked at again; null when nothing more can become due. */
  readonly nextRunAt: Date | null;
};

/**
 * What an account owes at `now` and when it must be looked at again. Pure.
 *
 * @param timeZone the account's zone: its days begin at midnight there.
 * @throws HistoryError naming the event that contradicts a history.
 */
export function planAccount(input: {
  readonly subscriptions: readonly BillableSubscription[];
  readonly billed: ReadonlyMap<string, readonly BilledLine[]>;
  readonly timeZone: string;
  readonly now: Date;
}): AccountPlan {
  const { timeZone, now } = input;
  const until = localDateIn(now, timeZone);
  const lines: DueLine[] = [];
  let nextRunAt: Date | null = null;
  for (const subscription of input.subscriptions) {
    const plan = planSubscription(subscription, input.billed.get(subscription.id) ?? [], until);
    lines.push(...plan.lines);
    const next =
      plan.nextChargeOn === null
        ? whenTermIsDecided(subscription.events, timeZone, now)
        : startOfLocalDay(plan.nextChargeOn, timeZone);
    nextRunAt = earlier(nextRunAt, next);
  }
  return { lines, nextRunAt };
}

/** Charges of one subscription up to and including the day. */
export function planSubscription(
  subscription: BillableSubscription,
  billed: readonly BilledLine[],
  until: LocalDate,
): { lines: DueLine[]; nextChargeOn: LocalDate | null } {
  const plan = planCharges({
    subscriptionId: subscription.id,
    events: subscription.events,
    until,
    billed,
    policy: DEFAULT_CHARGING_POLICY,
  });
  return { lines: plan.lines.map((line) => ({ ...line, subscription })), nextChargeOn: plan.nextChargeOn };
}

/**
 * A subscription that has been billed to the end of its term waits for the vendor's word: renewed, or ended. Normally
 * that event makes the account due at once; this is the sweep behind it. It looks when the term ends and then again
 * after a quarter of the time waited so far, between fifteen minutes and a day.
 */
function whenTermIsDecided(events: readonly SubscriptionEvent[], timeZone: string, now: Date): Date | null {
  if (events.some((event) => event.type === "cancelled" || event.type === "ended")) {
    return null;
  }
  const ends = events.flatMap((event) => ("termEndsOn" in event ? [event.termEndsOn] : [])).sort(compareDates);
  const last = ends.at(-1);
  if (last === undefined) {
    return null;
  }
  const end = startOfLocalDay(last, timeZone).getTime();
  const waited = now.getTime() - end;
  const wait = Math.min(Math.max(waited / 4, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
  return waited < 0 ? new Date(end) : new Date(now.getTime() + wait);
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) {
    return a ?? b;
  }
  return a <= b ? a : b;
}

/** The day a subscription's first charge is for; null before it has started. */
export function startOf(events: readonly SubscriptionEvent[]): LocalDate | null {
  return events.find((event) => event.type === "started")?.on ?? null;
}

/** A stored invoice line as the planner knows it. */
export function toBilledLine(line: BilledInvoiceLine): BilledLine {
  return {
    key: line.chargeKey,
    subscriptionId: line.subscriptionId,
    kind: line.kind,
    period: { start: line.periodStart, end: line.periodEnd },
    referencePeriod: { start: line.referenceStart, end: line.referenceEnd },
    quantity: line.quantity,
    unitPrice: money(line.unitPrice, line.currency),
    factor: { numerator: line.factorNumerator, denominator: line.factorDenominator },
    amount: money(line.net, line.currency),
    policyVersion: line.policyVersion,
    sourceEventId: line.sourceEventId,
  };
}

/** Billed lines by subscription. */
export function billedBySubscription(lines: readonly BilledInvoiceLine[]): Map<string, BilledLine[]> {
  const bySubscription = new Map<string, BilledLine[]>();
  for (const line of lines) {
    const known = bySubscription.get(line.subscriptionId) ?? [];
    known.push(toBilledLine(line));
    bySubscription.set(line.subscriptionId, known);
  }
  return bySubscription;
}
