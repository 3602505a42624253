import type { BillingPlan, Term } from "./types";

const TERMS: Readonly<Record<Term, string>> = { P1M: "1 month", P1Y: "1 year", P3Y: "3 years" };

const BILLING: Readonly<Record<BillingPlan, string>> = {
  monthly: "Billed monthly",
  annual: "Billed yearly",
  triennial: "Billed once",
  none: "Free",
};

/** The commitment in words, such as `1 year`. */
export function termWords(term: Term): string {
  return TERMS[term];
}

/** How the term is charged, such as `Billed monthly`. */
export function billingWords(billingPlan: BillingPlan): string {
  return BILLING[billingPlan];
}
