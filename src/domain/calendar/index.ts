export { billingDayBoundary, billingDayPeriod, isBillingDay } from "./billing-day";
export { type Cadence, cadenceBoundary, cadencePeriodAt } from "./cadence";
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
  periodAt,
  periodDays,
  periodIndexAt,
  periodInWords,
  type RecurringPeriod,
  type ServicePeriod,
} from "./period";
export { endOfLocalDay, localDateIn, startOfLocalDay } from "./zone";
