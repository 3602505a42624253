import { addMonthsFromAnchor, type LocalDate } from "../calendar";

/** Length of the commitment, as the vendor writes it (ISO 8601 duration). */
export type Term = "P1M" | "P1Y" | "P3Y";

/** How often a term is charged. */
export type BillingPlan = "monthly" | "annual" | "triennial";

/** What was agreed for one term. The price is locked until the term ends, for seats added later as well. */
export interface CommercialTerms {
  readonly term: Term;
  readonly billingPlan: BillingPlan;
  readonly currency: string;
  /** Minor units for ONE seat and the WHOLE term, whatever the billing plan. */
  readonly unitTermPrice: number;
  /** Names the price the customer agreed to. */
  readonly priceVersion: string;
}

const TERM_MONTHS: Readonly<Record<Term, number>> = { P1M: 1, P1Y: 12, P3Y: 36 };
const CHARGE_MONTHS: Readonly<Record<BillingPlan, number>> = { monthly: 1, annual: 12, triennial: 36 };

export function isTerm(text: string): text is Term {
  return Object.hasOwn(TERM_MONTHS, text);
}

export function isBillingPlan(text: string): text is BillingPlan {
  return Object.hasOwn(CHARGE_MONTHS, text);
}

export function termMonths(term: Term): number {
  return TERM_MONTHS[term];
}

/** Months between two charges of the billing plan. */
export function chargeMonths(billingPlan: BillingPlan): number {
  return CHARGE_MONTHS[billingPlan];
}

/**
 * Number of charges in a full term.
 * @throws RangeError when the term is shorter than the time between two charges (a month charged annually)
 */
export function chargeCount(term: Term, billingPlan: BillingPlan): number {
  const count = TERM_MONTHS[term] / CHARGE_MONTHS[billingPlan];
  if (!Number.isInteger(count)) {
    throw new RangeError(`A term of ${term} cannot be charged with the ${billingPlan} billing plan.`);
  }
  return count;
}

/** The day after the last day of a term that starts on the day (exclusive end): 31 Jan + P1M = 28 Feb. */
export function termEnd(start: LocalDate, term: Term): LocalDate {
  return addMonthsFromAnchor(start, TERM_MONTHS[term]);
}
