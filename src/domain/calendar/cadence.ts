import { addDays, daysBetween, type LocalDate } from "./local-date";
import { boundary, periodAt, type RecurringPeriod } from "./period";

/** How often something recurs: every `count` weeks, months, quarters or years. */
export interface Cadence {
  readonly unit: "week" | "month" | "quarter" | "year";
  /** A whole number of at least 1. */
  readonly count: number;
}

const DAYS_IN_WEEK = 7;
const UNIT_MONTHS: Readonly<Record<Exclude<Cadence["unit"], "week">, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * The k-th boundary of the cadence from its original anchor; k may be negative. Constant time. Weeks keep the day of the
 * week; months, quarters and years keep the day of the month, clamped to the month's end and never drifting.
 * @throws RangeError when the count is not a whole number of at least 1
 */
export function cadenceBoundary(anchor: LocalDate, cadence: Cadence, k: number): LocalDate {
  const count = countOf(cadence);
  return cadence.unit === "week"
    ? addDays(anchor, DAYS_IN_WEEK * count * k)
    : boundary(anchor, UNIT_MONTHS[cadence.unit] * count, k);
}

/**
 * The period of the cadence that contains the day, `[start, end)`. Constant time.
 * @throws RangeError when the count is not a whole number of at least 1
 */
export function cadencePeriodAt(anchor: LocalDate, cadence: Cadence, date: LocalDate): RecurringPeriod {
  const count = countOf(cadence);
  if (cadence.unit !== "week") {
    return periodAt(anchor, UNIT_MONTHS[cadence.unit] * count, date);
  }
  const days = DAYS_IN_WEEK * count;
  const index = Math.floor(daysBetween(anchor, date) / days);
  return { index, start: addDays(anchor, days * index), end: addDays(anchor, days * (index + 1)) };
}

function countOf({ unit, count }: Cadence): number {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`A cadence must have a whole number of ${unit}s of at least 1, got ${count}.`);
  }
  return count;
}
