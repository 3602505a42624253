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
  periodInWords,
  type RecurringPeriod,
  type ServicePeriod,
} from "./period";
export { endOfLocalDay, localDateIn, startOfLocalDay } from "./zone";
