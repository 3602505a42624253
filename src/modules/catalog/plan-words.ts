import type { BillingPlan, Term } from "./types";

const TERMS: Readonly<Record<Term, string>> = { P1M: "1 month", P1Y: "1 year", P3Y: "3 years" };

const BILLING: Readonly<Record<BillingPlan, string>> = {
  monthly: "Billed monthly",
  annual: "Billed yearly",
  triennial: "Billed once",
  none: "Free",
};

const PLANS: Readonly<Record<string, string>> = {
  "P1M/monthly": "Monthly, no commitment",
  "P1Y/monthly": "Annual, paid monthly",
  "P1Y/annual": "Annual, paid upfront",
  "P3Y/monthly": "3 years, paid monthly",
  "P3Y/annual": "3 years, paid yearly",
  "P3Y/triennial": "3 years, paid upfront",
};

/** What a plan is called, such as `Annual, paid monthly`; the shop and the admin pages call it the same. */
export function planWords(term: Term, billingPlan: BillingPlan): string {
  return PLANS[`${term}/${billingPlan}`] ?? `${TERMS[term]}, ${BILLING[billingPlan].toLowerCase()}`;
}

/** What a licence is called: the offer's name is not said again when the SKU's own begins with it. */
export function licenceWords(plan: { readonly offerTitle: string; readonly skuTitle: string }): string {
  const { offerTitle, skuTitle } = plan;
  return skuTitle.startsWith(offerTitle) ? skuTitle : `${offerTitle} ${skuTitle}`.trim();
}

/** The commitment in words, such as `1 year`. */
export function termWords(term: Term): string {
  return TERMS[term];
}

/** How the term is charged, such as `Billed monthly`. */
export function billingWords(billingPlan: BillingPlan): string {
  return BILLING[billingPlan];
}
