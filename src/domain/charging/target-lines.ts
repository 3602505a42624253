import { daysBetween, type LocalDate, periodDays, type ServicePeriod } from "../calendar";
import { type Fraction, type Money, money } from "../money";
import type { SubscriptionHistory, TermSpan } from "../subscription";
import type { PolicyChoice } from "./billed-policies";
import { type ChargeKind, lineKey } from "./charge-line";
import { type ChargePeriod, chargePeriods, type DateWindow } from "./charge-periods";
import type { ChargingPolicy } from "./policy";

/** A line the history calls for, before looking at what was billed. */
export type TargetLine = {
  readonly key: string;
  readonly kind: Exclude<ChargeKind, "correction">;
  /** The day from which the line is owed. */
  readonly dueOn: LocalDate;
  readonly period: ServicePeriod;
  readonly referencePeriod: ServicePeriod;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly factor: Fraction;
  /** First day of the stub that left the rest this line pays; null elsewhere. */
  readonly restOf: LocalDate | null;
  readonly policy: ChargingPolicy;
  readonly sourceEventId: string;
  readonly termEventId: string;
};

/**
 * The lines that a history calls for in a window, oldest first, and the first ones after it. In each charge period: the
 * seats it opens with, then each change of the day it happened for the days that are left, then the credit of a term cut
 * short. A change on the first day of a period is a line of its own, so that the opening line is the same whether the run
 * came before the change or after it. A period that begins at or after the cut does not exist. Terms that ended on or
 * before the window's first day cost nothing.
 */
export function targetLines(
  subscriptionId: string,
  history: SubscriptionHistory,
  window: DateWindow,
  policyOf: PolicyChoice,
): TargetLine[] {
  const { from } = window;
  const lines: TargetLine[] = [];
  for (const span of history.spans) {
    if (from !== undefined && span.agreedEnd <= from) {
      continue;
    }
    const { event, period } = span;
    const ofTerm = policyOf(span, event.on);
    for (const charge of chargePeriods(period.start, span.agreedEnd, event.terms, ofTerm, window)) {
      if (charge.period.start < period.end) {
        const unitPrice = money(charge.unitPrice, event.terms.currency);
        const policy = policyOf(span, charge.referencePeriod.start);
        const days = periodDays(charge.referencePeriod);
        pushLines(lines, span, { subscriptionId, termEventId: event.id, charge, unitPrice, policy, days });
      }
    }
  }
  return lines;
}

/** What all lines of one charge period have in common. */
type PeriodFacts = {
  readonly subscriptionId: string;
  readonly termEventId: string;
  readonly charge: ChargePeriod;
  readonly unitPrice: Money;
  readonly policy: ChargingPolicy;
  /** Of the reference period. */
  readonly days: number;
};

function pushLines(lines: TargetLine[], span: TermSpan, facts: PeriodFacts): void {
  const { start, end } = facts.charge.period;
  let quantity = span.openingQuantity;
  let openingQuantity = quantity;
  const changesInside: TargetLine[] = [];
  for (const { event, from, to } of span.changes) {
    if (event.on >= end) {
      break;
    }
    quantity = to;
    if (event.on < start) {
      openingQuantity = to;
    } else {
      changesInside.push(lineOf(facts, "seat_change", event.on, to - from, event.id));
    }
  }
  lines.push(lineOf(facts, "cycle", start, openingQuantity, span.event.id), ...changesInside);
  if (span.cutBy !== null && span.cutBy.on < end) {
    lines.push(lineOf(facts, "cancellation", span.cutBy.on, -quantity, span.cutBy.id));
  }
}

/** A line for the days from `on` to the end of the charge period. */
function lineOf(
  { subscriptionId, termEventId, charge, unitPrice, policy, days }: PeriodFacts,
  kind: TargetLine["kind"],
  on: LocalDate,
  quantity: number,
  sourceEventId: string,
): TargetLine {
  const period = { start: on, end: charge.period.end };
  return {
    key: lineKey({ subscriptionId, kind, period, sourceEventId }),
    kind,
    dueOn: on,
    period,
    referencePeriod: charge.referencePeriod,
    quantity,
    unitPrice,
    factor: { numerator: daysBetween(on, period.end), denominator: days },
    restOf: charge.restOf,
    policy,
    sourceEventId,
    termEventId,
  };
}
