import { type LocalDate, parseLocalDate } from "../calendar";
import { type Term, termEnd } from "./terms";

/**
 * The first day after a term that is made to end together with something else. It can only become shorter than its
 * natural length, never longer.
 * @param input `alignTo`: the first day after the term to align with (its `termEndsOn`), or `month_end` for the last end
 *   of a calendar month inside the term
 * @returns the exclusive end, after `startOn` and not after the natural end
 * @throws RangeError in words when the term would have no day, or would outlast its natural end
 * @throws LocalDateError for a day that does not exist
 */
export function coTerminatedEnd(input: {
  readonly startOn: LocalDate;
  readonly term: Term;
  readonly alignTo: LocalDate | "month_end";
}): LocalDate {
  const { startOn, term, alignTo } = input;
  const naturalEnd = termEnd(startOn, term);
  if (alignTo === "month_end") {
    // The first of the month in which the term naturally ends: a term is at least a month long, so it lies inside.
    return `${naturalEnd.slice(0, 8)}01`;
  }
  parseLocalDate(alignTo);
  if (alignTo <= startOn) {
    throw new RangeError(`A term that starts on ${startOn} cannot end on ${alignTo}: it must last at least one day.`);
  }
  if (alignTo > naturalEnd) {
    throw new RangeError(
      `A term of ${term} that starts on ${startOn} cannot end on ${alignTo}: aligning only shortens it, and it ends on ${naturalEnd}.`,
    );
  }
  return alignTo;
}
