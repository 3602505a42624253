import { addDays, type LocalDate, type ServicePeriod } from "../../../domain/calendar";
import { InputError } from "../../../errors/input-error";

/**
 * The days a statement covers. Both days that are asked for are included; a day that is left out is the first or the
 * last of the other one's year, or of the current year.
 *
 * @param today in the account's zone
 * @throws InputError naming `to` when it is before `from`
 */
export function statementPeriod(
  asked: { readonly from?: LocalDate | undefined; readonly to?: LocalDate | undefined },
  today: LocalDate,
): ServicePeriod {
  const from = asked.from ?? `${yearOf(asked.to ?? today)}-01-01`;
  const to = asked.to ?? `${yearOf(asked.from ?? today)}-12-31`;
  if (to < from) {
    throw InputError.of("to", `must not be before ${from}`);
  }
  return { start: from, end: addDays(to, 1) };
}

function yearOf(date: LocalDate): string {
  return date.slice(0, 4);
}
