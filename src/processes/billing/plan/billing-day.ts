import { billingDayPeriod, type LocalDate } from "../../../domain/calendar";

/** The account's billing day that is this day or the last one before it. */
export function billingDayOnOrBefore(billingDay: number, date: LocalDate): LocalDate {
  return billingDayPeriod(billingDay, date).start;
}

/** The account's billing day that is this day or the next one after it. */
export function billingDayOnOrAfter(billingDay: number, date: LocalDate): LocalDate {
  const period = billingDayPeriod(billingDay, date);
  return period.start === date ? date : period.end;
}
