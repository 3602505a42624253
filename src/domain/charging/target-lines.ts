import { daysBetween, type LocalDate, periodDays, type ServicePeriod } from "../calendar";
import { type Fraction, type Money, money } from "../money";
import type { SubscriptionHistory, TermSpan } from "../subscription";
import { type ChargeKind, lineKey } from "./charge-line";
import { type ChargePeriod, chargePeriods, type DateWindow } from "./charge-periods";

/** A line the history calls for, before any rounding policy and before looking at what was billed. */
export interface TargetLine {
  readonly key: string;
  readonly kind: Exclude<ChargeKind, "correction">;
  /** The day from which the line is owed. */
  readonly dueOn: LocalDate;
  readonly period: ServicePeriod;
  readonly referencePeriod: ServicePeriod;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly factor: Fraction;
  readonly sourceEventId: string;
}

/**
 * The lines that a history calls for in a window, oldest first, and the first ones after it. In each charge period: the seats it opens
 * with, then each change of the day it happened for the days that are left, then the credit of a term cut short. A
 * change on the first day of a period is a line of its own, so that the opening line is the same whether the run came
 * before the change or after it. A period that begins at or after the cut does not exist.
 */
export function targetLines(subscriptionId: string, history: SubscriptionHistory, window: DateWindow): TargetLine[] {
  return history.spans.flatMap((span) =>
    chargePeriods(span.period.start, span.agreedEnd, span.event.terms, window)
      .filter((charge) => charge.period.start < span.period.end)
      .flatMap((charge) => linesOf(subscriptionId, span, charge)),
  );
}

function linesOf(subscriptionId: string, span: TermSpan, charge: ChargePeriod): TargetLine[] {
  const { start, end } = charge.period;
  const unitPrice = money(charge.unitPrice, span.event.terms.currency);
  const line = (kind: TargetLine["kind"], on: LocalDate, quantity: number, sourceEventId: string): TargetLine => {
    const period = { start: on, end };
    return {
      key: lineKey({ subscriptionId, kind, period, sourceEventId }),
      kind,
      dueOn: on,
      period,
      referencePeriod: charge.referencePeriod,
      quantity,
      unitPrice,
      factor: { numerator: daysBetween(on, end), denominator: periodDays(charge.referencePeriod) },
      sourceEventId,
    };
  };

  let quantity = span.openingQuantity;
  const changesInside: TargetLine[] = [];
  let openingQuantity = quantity;
  for (const change of span.changes) {
    if (change.event.on >= end) {
      break;
    }
    quantity = change.to;
    if (change.event.on < start) {
      openingQuantity = change.to;
    } else {
      changesInside.push(line("seat_change", change.event.on, change.to - change.from, change.event.id));
    }
  }
  const lines = [line("cycle", start, openingQuantity, span.event.id), ...changesInside];
  if (span.cutBy !== null && span.cutBy.on < end) {
    lines.push(line("cancellation", span.cutBy.on, -quantity, span.cutBy.id));
  }
  return lines;
}
