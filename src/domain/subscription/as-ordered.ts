import { addDays, daysBetween, type LocalDate } from "../calendar";
import { type BillingPlan, type Term, termEnd } from "./terms";

/** How far a first day may lie before the order or after the day it is looked at: clocks and zones differ a little. */
const START_TOLERANCE_DAYS = 2;

/** What was ordered, and when. */
export type OrderedTerm = {
  readonly quantity: number;
  readonly term: Term;
  readonly billingPlan: BillingPlan;
  /** The day of the order in the vendor's zone (UTC). */
  readonly orderedOn: LocalDate;
};

/** What the vendor says has begun. An empty term or billing plan, and an end that is null, say nothing. */
export type StatedTerm = {
  readonly quantity: number;
  readonly term: string;
  readonly billingPlan: string;
  readonly startedOn: LocalDate;
  /** First day after the term. */
  readonly termEndsOn: LocalDate | null;
};

/**
 * Whether a term that the vendor says has begun is the one that was ordered: same seats, term and billing plan, a first
 * day between the order and today, and the end that follows from it. Nothing orders another first day or an aligned end.
 *
 * @param today the day of the look, in the vendor's zone; an order may have waited long before the vendor had it
 * @returns the first difference in words that name both values; null when it is what was ordered
 */
export function differenceFromOrder(ordered: OrderedTerm, stated: StatedTerm, today: LocalDate): string | null {
  if (stated.quantity !== ordered.quantity) {
    return `${ordered.quantity} seats were ordered, the vendor has ${stated.quantity}`;
  }
  if (stated.term !== "" && stated.term !== ordered.term) {
    return `a term of ${ordered.term} was ordered, the vendor has ${stated.term}`;
  }
  if (stated.billingPlan !== "" && stated.billingPlan !== ordered.billingPlan) {
    return `the billing plan ${ordered.billingPlan} was ordered, the vendor has ${stated.billingPlan}`;
  }
  const { startedOn, termEndsOn } = stated;
  if (
    startedOn < addDays(ordered.orderedOn, -START_TOLERANCE_DAYS) ||
    startedOn > addDays(today, START_TOLERANCE_DAYS)
  ) {
    return `it was ordered on ${ordered.orderedOn} and looked at on ${today}, the vendor lets it start on ${startedOn}`;
  }
  if (termEndsOn !== null && !isTermEnd(startedOn, ordered.term, termEndsOn)) {
    const expected = addDays(termEnd(startedOn, ordered.term), -1);
    return `a term of ${ordered.term} from ${startedOn} lasts until ${expected}, the vendor ends it on ${addDays(termEndsOn, -1)}`;
  }
  return null;
}

/**
 * Whether a term of that length can end there (exclusive). A day that the last month does not have (29 Feb + 1 year,
 * 31 Jan + 1 month) is clamped by some and carried into the next month by others; both are right.
 */
export function isTermEnd(start: LocalDate, term: Term, end: LocalDate): boolean {
  const clamped = termEnd(start, term);
  const carried = Math.max(0, Number(start.slice(8)) - Number(clamped.slice(8)));
  const late = daysBetween(clamped, end);
  return late >= 0 && late <= carried;
}
