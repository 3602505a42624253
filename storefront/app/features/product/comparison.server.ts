import type { Plan } from "../../server/api/offers.server";
import { compare, type Money, paymentsUntilDearer, percentAbove, times } from "../../server/money.server";

/** One plan's cost over a year, for a number of seats, beside the cheapest plan of all. */
export type ComparisonRow = Readonly<{
  plan: Pick<Plan, "id" | "term" | "billing_plan">;
  perSeatAndMonth: Money;
  perYear: Money;
  /** How much dearer than the cheapest plan, in percent; null for the cheapest itself. */
  abovePercent: string | null;
}>;

export type PlanComparison = Readonly<{
  quantity: number;
  rows: readonly ComparisonRow[];
  /** What paying an annual commitment in months costs more than paying it upfront, in percent. */
  instalmentSurchargePercent: string | null;
  /** From this many months on, a year's commitment costs less than paying month by month. */
  breakEvenMonths: number | null;
}>;

/** The plan with the lowest price for a year; null without plans. */
export function cheapestPlan(plans: readonly Plan[]): Plan | null {
  return plans.reduce<Plan | null>(
    (best, plan) => (best === null || compare(plan.price_per_year, best.price_per_year) < 0 ? plan : best),
    null,
  );
}

/** Compares plans of one SKU by what a year costs, each from its own price. */
export function comparePlans(plans: readonly Plan[], quantity: number): PlanComparison {
  const cheapest = cheapestPlan(plans);
  const find = (term: Plan["term"], billing: Plan["billing_plan"]) =>
    plans.find((plan) => plan.term === term && plan.billing_plan === billing) ?? null;
  const flexible = find("P1M", "monthly");
  const instalments = find("P1Y", "monthly");
  const upfront = find("P1Y", "annual");
  const yearly = [instalments, upfront].filter((plan) => plan !== null);
  const bestYear = yearly.sort((a, b) => compare(a.price_per_term, b.price_per_term))[0] ?? null;
  return {
    quantity,
    rows: plans.map((plan) => ({
      plan: { id: plan.id, term: plan.term, billing_plan: plan.billing_plan },
      perSeatAndMonth: plan.price_per_month,
      perYear: times(plan.price_per_year, quantity),
      abovePercent: cheapest === null ? null : above(plan.price_per_year, cheapest.price_per_year),
    })),
    instalmentSurchargePercent:
      instalments === null || upfront === null ? null : above(instalments.price_per_term, upfront.price_per_term),
    breakEvenMonths: flexible === null || bestYear === null ? null : breakEven(flexible, bestYear),
  };
}

function above(a: Money, b: Money): string | null {
  return compare(a, b) > 0 ? percentAbove(a, b) : null;
}

/** Null when a year of single months is not dearer, so that there is nothing to break even with. */
function breakEven(flexible: Plan, committed: Plan): number | null {
  const months = paymentsUntilDearer(flexible.price_per_charge, committed.price_per_term);
  return months !== null && months <= 12 ? months : null;
}
