import { addMonthsFromAnchor, type LocalDate } from "../calendar";

/** Length of the commitment, as the vendor writes it (ISO 8601 duration). */
export type Term = "P1M" | "P1Y" | "P3Y";

/** How often a term is charged. */
export type BillingPlan = "monthly" | "annual" | "triennial";

/** What was agreed for one term. The price is locked until the term ends, for seats added later as well. */
export type CommercialTerms = {
  readonly term: Term;
  readonly billingPlan: BillingPlan;
  readonly currency: string;
  /** Minor units for ONE seat and the WHOLE term, whatever the billing plan. */
  readonly unitTermPrice: number;
  /** Names the price the customer agreed to. */
  readonly priceVersion: string;
  /**
   * Day of the month, 1 to 31, on which the term is charged instead of its own anniversary; absent for the anniversary.
   * Only a term that is charged by the month follows it. Part of the terms, so that a later change of the account's
   * billing day counts from the next term on and never rewrites what this one was billed.
   */
  readonly billingDay?: number;
};

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

/** The billing day that the charges of the term follow; null when they follow the term's own anniversary. */
export function billingDayOf(terms: CommercialTerms): number | null {
  return CHARGE_MONTHS[terms.billingPlan] === 1 ? (terms.billingDay ?? null) : null;
}

/** The day after the last day of a term that starts on the day (exclusive end): 31 Jan + P1M = 28 Feb. */
export function termEnd(start: LocalDate, term: Term): LocalDate {
  return addMonthsFromAnchor(start, TERM_MONTHS[term]);
}
