import { addDays, addMonthsFromAnchor, isLastDayOfMonth, type LocalDate, type ServicePeriod } from "../calendar";

/**
 * Microsoft's charge cycles of a term billed monthly, as its documentation lists them: a purchase on the last day of a
 * month is charged on the last day of every month, one on the day before the last on the day before the last, any other
 * on its own day or the month's last. Customers are charged on their own anchor instead (see `charging`), so a cycle can
 * differ from a customer's period by a day; cost and charge are matched by overlap.
 * @param count number of cycles
 */
export function vendorChargeCycles(purchasedOn: LocalDate, count: number): ServicePeriod[] {
  const start = cycleStart(purchasedOn);
  return Array.from({ length: count }, (_, index) => ({ start: start(index), end: start(index + 1) }));
}

function cycleStart(purchasedOn: LocalDate): (index: number) => LocalDate {
  const daysBeforeLast = isLastDayOfMonth(purchasedOn) ? 0 : isLastDayOfMonth(addDays(purchasedOn, 1)) ? 1 : null;
  if (daysBeforeLast === null) {
    return (index) => addMonthsFromAnchor(purchasedOn, index);
  }
  // Any month's last day is the 31st clamped; January has one.
  const january31 = `${purchasedOn.slice(0, 4)}-01-31`;
  const monthsSince = Number(purchasedOn.slice(5, 7)) - 1;
  return (index) => addDays(addMonthsFromAnchor(january31, monthsSince + index), -daysBeforeLast);
}
