import { addDays, addMonthsFromAnchor, dayInWords, daysBetween, type LocalDate, monthIndex } from "./local-date";

/** A stretch of days `[start, end)`: the first day belongs to it, the end day belongs to the next one. */
export type ServicePeriod = {
  readonly start: LocalDate;
  readonly end: LocalDate;
};

/** A period of the recurrence together with its place `k` in it: `[boundary(k), boundary(k + 1))`. */
export type RecurringPeriod = ServicePeriod & {
  readonly index: number;
};

/** The k-th boundary of a recurrence of `months` months from its original anchor; k may be negative. Constant time. */
export function boundary(anchor: LocalDate, months: number, k: number): LocalDate {
  if (!Number.isSafeInteger(months) || months < 1) {
    throw new RangeError(`A recurrence must have a whole number of months of at least 1, got ${months}.`);
  }
  return addMonthsFromAnchor(anchor, months * k);
}

/** The place `k` of the period that contains the day. Constant time: an estimate by months and one correction. */
export function periodIndexAt(anchor: LocalDate, months: number, date: LocalDate): number {
  const index = Math.floor((monthIndex(date) - monthIndex(anchor)) / months);
  return boundary(anchor, months, index) > date ? index - 1 : index;
}

/** Number of days in `[start, end)`. */
export function periodDays(period: ServicePeriod): number {
  return daysBetween(period.start, period.end);
}

/** True from the first day up to, but not including, the end. */
export function contains(period: ServicePeriod, date: LocalDate): boolean {
  return period.start <= date && date < period.end;
}

/** The last day that belongs to the period, for display only. */
export function lastDayOf(period: ServicePeriod): LocalDate {
  return addDays(period.end, -1);
}

/** For explanations in English, with the inclusive last day: `15 Mar 2026 to 14 Apr 2026`. */
export function periodInWords(period: ServicePeriod): string {
  return `${dayInWords(period.start)} to ${dayInWords(lastDayOf(period))}`;
}
