import type { Plan } from "../../../api/admin/csp/offers/document";
import type { Money } from "../../../api/http/document";

export const SEGMENT_WORDS: Readonly<Record<string, string>> = {
  commercial: "Commercial",
  education: "Education",
  government: "Government",
  nonprofit: "Nonprofit",
};

export const TERM_WORDS: Readonly<Record<string, string>> = { P1M: "1 month", P1Y: "1 year", P3Y: "3 years" };

export const BILLING_WORDS: Readonly<Record<string, string>> = {
  monthly: "Monthly",
  annual: "Yearly",
  triennial: "Once",
  none: "Free",
};

const PLAN_WORDS: Readonly<Record<string, string>> = {
  "P1M/monthly": "Monthly, no commitment",
  "P1Y/monthly": "Annual, paid monthly",
  "P1Y/annual": "Annual, paid upfront",
  "P3Y/monthly": "3 years, paid monthly",
  "P3Y/annual": "3 years, paid yearly",
  "P3Y/triennial": "3 years, paid upfront",
};

/** `Annual, paid monthly`, as the customer reads it in the shop and on invoices. */
export function termsInWords({ term, billing_plan }: Pick<Plan, "term" | "billing_plan">): string {
  const billing = (BILLING_WORDS[billing_plan] ?? billing_plan).toLowerCase();
  return (
    PLAN_WORDS[`${term}/${billing_plan}`] ??
    `${TERM_WORDS[term] ?? term}, ${billing_plan === "none" ? billing : `billed ${billing}`}`
  );
}

export const RULE_WORDS = { cost_plus_margin: "Cost plus", list_less_discount: "List price less" } as const;

const LEAST_DECIMALS = 2;

/** The vendor's own decimals are kept, since a cost may be finer than a cent; fewer are filled up. */
export function amount(money: Money | null): string {
  if (money === null) {
    return "–";
  }
  const [whole, decimals = ""] = money.amount.split(".");
  return `${whole}.${decimals.padEnd(LEAST_DECIMALS, "0")} ${money.currency}`;
}

/** Whether a plan is on sale, and if not, whether it could be. */
export function saleState(plan: Plan): { word: string; color: "green" | "orange" | "grey" | "red" } {
  if (plan.published && plan.price_per_charge !== null) {
    return plan.below_floor ? { word: "Below floor, not sold", color: "red" } : { word: "On sale", color: "green" };
  }
  if (plan.is_trial) {
    return { word: "Trial", color: "grey" };
  }
  if (plan.cost_per_term === null) {
    return { word: "No price today", color: "grey" };
  }
  return plan.below_floor ? { word: "Below floor", color: "orange" } : { word: "Not on sale", color: "grey" };
}

/** Why a plan that was put on sale is not sold. */
export const WHY_OUT_WORDS = {
  below_floor: "under the floor",
  not_listed: "not in the list",
  no_price: "no price",
  no_variant: "variant deleted",
} as const;
