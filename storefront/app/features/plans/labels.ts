import type { Plan, Segment } from "../../../../src/api/store/csp/offers/document";

type PlanShape = Readonly<Pick<Plan, "term" | "billing_plan">>;

const NAMES: Record<string, string> = {
  "P1M/monthly": "Monthly, no commitment",
  "P1Y/monthly": "Annual, paid monthly",
  "P1Y/annual": "Annual, paid upfront",
  "P3Y/monthly": "3 years, paid monthly",
  "P3Y/annual": "3 years, paid yearly",
  "P3Y/triennial": "3 years, paid upfront",
};

/** A plan's name as the customer reads it, e.g. "Annual, paid monthly". */
export function planName({ term, billing_plan }: PlanShape): string {
  return NAMES[`${term}/${billing_plan}`] ?? `${term}, ${billing_plan}`;
}

/** The length of a term in words: "1 month", "1 year", "3 years". */
export function termLength(term: PlanShape["term"]): string {
  return { P1M: "1 month", P1Y: "1 year", P3Y: "3 years" }[term];
}

/** As in "for the whole ...", "for another ...": "month", "year", "3 years". */
export function termSpan(term: PlanShape["term"]): string {
  return { P1M: "month", P1Y: "year", P3Y: "3 years" }[term];
}

/** What one charge covers: "per month", "per year", "for 3 years". */
export function chargeRhythm({ term, billing_plan }: PlanShape): string {
  if (billing_plan === "monthly") {
    return "per month";
  }
  return billing_plan === "annual" ? "per year" : `for ${termLength(term)}`;
}

/** What a customer commits to with this plan, in one honest sentence. */
export function commitmentText(plan: PlanShape): string {
  if (plan.term === "P1M") {
    return "Charged each month. Change or stop at the end of any month.";
  }
  const length = termLength(plan.term);
  if (plan.billing_plan === "monthly") {
    return `You commit for ${length} and pay in monthly instalments.`;
  }
  if (plan.billing_plan === "annual" && plan.term === "P3Y") {
    return `You commit for ${length} and pay once a year.`;
  }
  return `You commit for ${length} and pay it all at the start.`;
}

/** "1 seat", "10 seats". */
export function seats(quantity: number): string {
  return `${quantity} ${quantity === 1 ? "seat" : "seats"}`;
}

const SEGMENTS: Readonly<Record<Segment, string>> = {
  commercial: "Business",
  education: "Education",
  government: "Government",
  nonprofit: "Nonprofit",
};

/** A market segment in the customer's words. */
export function segmentName(segment: Segment): string {
  return SEGMENTS[segment];
}
