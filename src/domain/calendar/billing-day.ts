import { clampedDay, type LocalDate, monthIndex } from "./local-date";
import type { RecurringPeriod } from "./period";

const LAST_BILLING_DAY = 31;

/** True for 1 to 31: a day of the month on which an account can be billed, the last day where a month has fewer. */
export function isBillingDay(day: number): boolean {
  return Number.isSafeInteger(day) && day >= 1 && day <= LAST_BILLING_DAY;
}

/**
 * The billing day of a month: day 31 is 28 February, 31 March, 30 April. Constant time.
 * @param day 1 to 31
 * @param k the month, counted from January of year 0 (year x 12 + month - 1); neighbours are `k - 1` and `k + 1`
 * @throws RangeError when the day is not 1 to 31
 */
export function billingDayBoundary(day: number, k: number): LocalDate {
  if (!isBillingDay(day)) {
    throw new RangeError(`A billing day is a day of the month from 1 to 31, got ${day}.`);
  }
  return clampedDay(k, day);
}

/**
 * The stretch from one billing day to the next that contains the date, `[start, end)`. Its index is the `k` of its start
 * in `billingDayBoundary`. Constant time.
 * @param day 1 to 31
 * @throws RangeError when the day is not 1 to 31
 */
export function billingDayPeriod(day: number, date: LocalDate): RecurringPeriod {
  const month = monthIndex(date);
  const inMonth = billingDayBoundary(day, month);
  return inMonth <= date
    ? { index: month, start: inMonth, end: billingDayBoundary(day, month + 1) }
    : { index: month - 1, start: billingDayBoundary(day, month - 1), end: inMonth };
}
