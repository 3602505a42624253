import type { ServicePeriod } from "../calendar";
import type { Fraction, Money } from "../money";

/**
 * - `cycle`: the seats a charge period opens with
 * - `seat_change`: seats added (charge) or returned (credit) inside a period, for the rest of it
 * - `cancellation`: credit for days that are not served because the term was cut short
 * - `correction`: what a change of the known past adds to, or takes from, a line that was billed before
 */
export type ChargeKind = "cycle" | "seat_change" | "cancellation" | "correction";

/** One line of what is owed, net of tax. Explains itself: every figure that made the amount is on it. */
export type ChargeLine = {
  /** Identifies the line for ever: the same facts always give the same key. */
  readonly key: string;
  readonly subscriptionId: string;
  readonly kind: ChargeKind;
  /** The days the line pays for (or gives back), `[start, end)`. */
  readonly period: ServicePeriod;
  /**
   * The days the unit price is for, `[start, end)`; the denominator of the factor. The whole charge period, and in the
   * stub before a term's first billing day the whole month that contains it, so it can begin before the term.
   */
  readonly referencePeriod: ServicePeriod;
  /** Seats; negative on credits. In a correction: the seats it adds to those billed before, which may be 0. */
  readonly quantity: number;
  /** One seat, whole reference period. */
  readonly unitPrice: Money;
  /** Days of the period over days of the reference period, not shortened. */
  readonly factor: Fraction;
  /** Net and signed. */
  readonly amount: Money;
  /** The calculation in words. */
  readonly formula: string;
  readonly policyVersion: string;
  /** The event of the history that caused the line. */
  readonly sourceEventId: string;
  /** The event that began the term the line belongs to: two terms can share a reference period, never a charge period. */
  readonly termEventId: string;
};

/** A line that is on an invoice (or a draft that counts), as it was stored. */
export type BilledLine = Omit<ChargeLine, "formula">;

const CORRECTION_MARK = "#";

/** Key of a line that stands for itself. */
export function lineKey(line: Pick<ChargeLine, "subscriptionId" | "kind" | "period" | "sourceEventId">): string {
  return `${line.subscriptionId}:${line.kind}:${line.period.start}:${line.period.end}:${line.sourceEventId}`;
}

/** Key of the n-th correction (from 1) of a line. */
export function correctionKey(correctedKey: string, n: number): string {
  return `${correctedKey}${CORRECTION_MARK}${n}`;
}

/** The key of the line that a correction corrects; of any other line, its own key. */
export function correctedKey(key: string): string {
  const mark = key.lastIndexOf(CORRECTION_MARK);
  return mark === -1 ? key : key.slice(0, mark);
}
