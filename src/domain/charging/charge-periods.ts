import { boundary, earlierDate, type LocalDate, laterDate, periodAt, type ServicePeriod } from "../calendar";
import { installment } from "../pricing";
import { type CommercialTerms, chargeCount, chargeMonths } from "../subscription";

/** Days to look at; an end that is left out is open. */
export interface DateWindow {
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

/** One charge period of a term. */
export interface ChargePeriod {
  /** 0 for the first charge of the term. */
  readonly index: number;
  /** Days served; all charge periods of a term tile it without gap or overlap. */
  readonly period: ServicePeriod;
  /** The whole cycle; longer than `period` only in the last period of a co-terminated term. */
  readonly referencePeriod: ServicePeriod;
  /** Minor units, one seat, whole reference period. */
  readonly unitPrice: number;
}

/**
 * The charge periods of one term. Boundaries count from the first day of the term, clamped to the month's end, so a term
 * that starts on 31 January is charged on 31 January, 28 or 29 February, 31 March. A term that the vendor ends early
 * (co-termination) has a short last period, priced as a part of its whole cycle; one that the vendor ends a day or two
 * late has a long last period at the same price.
 * @param termEndsOn exclusive
 * @param window only the periods that can matter in it: those that end after `from` (found without walking through the
 *   earlier ones), up to and including the first that begins after `to`
 */
export function chargePeriods(
  termStartsOn: LocalDate,
  termEndsOn: LocalDate,
  terms: CommercialTerms,
  window: DateWindow = {},
): ChargePeriod[] {
  const { from = termStartsOn, to = termEndsOn } = window;
  const months = chargeMonths(terms.billingPlan);
  const count = chargeCount(terms.term, terms.billingPlan);
  const first = from <= termStartsOn ? 0 : Math.min(periodAt(termStartsOn, months, from).index, count - 1);
  const periods: ChargePeriod[] = [];
  for (let index = first; index < count; index += 1) {
    const start = boundary(termStartsOn, months, index);
    if (start >= termEndsOn) {
      break;
    }
    const naturalEnd = boundary(termStartsOn, months, index + 1);
    const isLast = index === count - 1;
    const end = isLast ? termEndsOn : earlierDate(naturalEnd, termEndsOn);
    if (end > from) {
      periods.push({
        index,
        period: { start, end },
        referencePeriod: { start, end: laterDate(end, naturalEnd) },
        unitPrice: installment(terms.unitTermPrice, count, index),
      });
    }
    if (start > to) {
      break;
    }
  }
  return periods;
}
