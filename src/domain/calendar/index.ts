export { billingDayBoundary, billingDayPeriod, isBillingDay } from "./billing-day";
export {
  addDays,
  addMonthsFromAnchor,
  compareDates,
  dayInWords,
  daysBetween,
  earlierDate,
  isLastDayOfMonth,
  isLocalDate,
  type LocalDate,
  LocalDateError,
  laterDate,
  parseLocalDate,
} from "./local-date";
export {
  boundary,
  contains,
  lastDayOf,
  periodDays,
  periodIndexAt,
  periodInWords,
  type RecurringPeriod,
  type ServicePeriod,
} from "./period";
export { localDateIn, startOfLocalDay } from "./zone";
