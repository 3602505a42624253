import { earlierDate, type LocalDate, laterDate, type ServicePeriod } from "../calendar";
import { billingDayOf, type CommercialTerms, termEnd } from "../subscription";
import type { ChargingPolicy } from "./policy";
import { AnniversaryCuts, BillingDayCuts, type PeriodPrice } from "./term-cuts";

/** Days to look at; an end that is left out is open. */
export type DateWindow = {
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
};

/** One charge period of a term. */
export type ChargePeriod = PeriodPrice & {
  /** 0 for the first charge of the term. */
  readonly index: number;
  /**
   * Days served; all charge periods of a term tile it without gap or overlap. Shorter than the reference period in the
   * stub before the first billing day, and in the last period of a co-terminated term.
   */
  readonly period: ServicePeriod;
};

/**
 * The charge periods of one term. They begin on the anniversaries of its first day or, where its terms name a billing
 * day, on the billing days (see `AnniversaryCuts` and `BillingDayCuts`). Prices of a full-length term add up to the
 * term's. A term that the vendor ends early (co-termination) has a short last period, priced as a part of its whole one;
 * one that the vendor ends a day or two late has a long last period at the same price.
 * @param termEndsOn exclusive
 * @param policy decides how the stub before the first billing day is rounded, and so what is left for the tail
 * @param window only the periods that can matter in it: those that end after `from` (found without walking through the
 *   earlier ones), up to and including the first that begins after `to`
 */
export function chargePeriods(
  termStartsOn: LocalDate,
  termEndsOn: LocalDate,
  terms: CommercialTerms,
  policy: ChargingPolicy,
  window: DateWindow = {},
): ChargePeriod[] {
  const { from = termStartsOn, to = termEndsOn } = window;
  const fullEnd = laterDate(termEnd(termStartsOn, terms.term), termEndsOn);
  const day = billingDayOf(terms);
  const cuts =
    day === null
      ? new AnniversaryCuts(termStartsOn, fullEnd, terms)
      : new BillingDayCuts(termStartsOn, fullEnd, day, terms, policy);
  let index = from <= termStartsOn ? 0 : Math.min(cuts.indexAt(from), cuts.count - 1);
  let start = cuts.startOf(index);
  const periods: ChargePeriod[] = [];
  while (index < cuts.count && start < termEndsOn) {
    const whole = { start, end: cuts.startOf(index + 1) };
    const period = { start, end: earlierDate(whole.end, termEndsOn) };
    if (period.end > from) {
      periods.push({ index, period, ...cuts.priceOf(index, whole) });
    }
    if (start > to) {
      break;
    }
    start = whole.end;
    index += 1;
  }
  return periods;
}
