import { z } from "zod";
import { instant, money, oneOf, paging } from "../../../http/document";

export const segment = oneOf(["commercial", "education", "government", "nonprofit"]);
export const term = oneOf(["P1M", "P1Y", "P3Y"]);
export const billingPlan = oneOf(["monthly", "annual", "triennial", "none"]);

/** A plan of a price sheet with what it costs the seller: for the partner's own people only. */
export const plan = z.strictObject({
  id: z.string(),
  offer_id: z.string(),
  handle: z.string(),
  offer_title: z.string(),
  category: z.string(),
  sku_title: z.string(),
  vendor_product_id: z.string(),
  vendor_sku_id: z.string(),
  segment: segment,
  term: term,
  billing_plan: billingPlan,
  market: z.string(),
  is_trial: z.boolean(),
  /** False when the newest sheet of its market no longer lists it. */
  is_listed: z.boolean(),
  /** The vendor's own decimals; null: no price today. */
  cost_per_term: money.nullable(),
  list_per_term: money.nullable(),
  price_per_term: money.nullable(),
  price_per_charge: money.nullable(),
  charge_count: z.int().nullable(),
  margin_percent: z.string().nullable(),
  below_floor: z.boolean(),
  published: z.boolean(),
  product_id: z.string().nullable(),
});
export type Plan = z.output<typeof plan>;

export const plansAnswer = z.strictObject({ plans: z.array(plan), ...paging });
export type PlansAnswer = z.output<typeof plansAnswer>;

/** A plan that may not go on sale, and why. */
export const refusedPlan = z.strictObject({ plan_id: z.string(), title: z.string(), reason: z.string() });
export type RefusedPlan = z.output<typeof refusedPlan>;

const whyOut = z.enum(["below_floor", "not_listed", "no_price"]);

/** What a plan is sold at, or why it is not sold. */
const saleState = z.strictObject({
  cost_per_term: money.nullable(),
  price_per_charge: money.nullable(),
  margin_percent: z.string().nullable(),
  why_out: whyOut.nullable(),
});

/** A plan by the names that its row prints. */
const namedPlan = {
  plan_id: z.string(),
  offer_title: z.string(),
  sku_title: z.string(),
  segment: segment,
  term: term,
  billing_plan: billingPlan,
};

/** A plan on sale whose price, cost or place in the shop would be another one. */
export const saleChange = z.strictObject({
  ...namedPlan,
  vendor_product_id: z.string(),
  vendor_sku_id: z.string(),
  before: saleState,
  after: saleState,
});
export type SaleChange = z.output<typeof saleChange>;

/** What a sheet or a rule would do to the plans on sale, judged at `at`; plans that leave the shop come first. */
export const forecast = z.strictObject({
  at: instant,
  /** At most 500; `changed` counts all. */
  changes: z.array(saleChange),
  changed: z.int(),
  dearer: z.int(),
  cheaper: z.int(),
  leaving: z.int(),
  returning: z.int(),
});
export type Forecast = z.output<typeof forecast>;

export const forecastAnswer = z.strictObject({ forecast });
export type ForecastAnswer = z.output<typeof forecastAnswer>;

/** A plan that left the shop by itself: nobody withdrew it. */
export const leftPlan = z.strictObject({
  ...namedPlan,
  product_id: z.string(),
  why: z.enum([...whyOut.options, "no_variant"]),
  /** Null: it never had a price. */
  since: instant,
  /** With `below_floor`: what would be left. */
  margin_percent: z.string().nullable(),
});
export type LeftPlan = z.output<typeof leftPlan>;

export const leftPlansAnswer = z.strictObject({ left_plans: z.array(leftPlan) });
export type LeftPlansAnswer = z.output<typeof leftPlansAnswer>;

const planId = z.string("must be the id of a plan").min(1, "must be the id of a plan");
const MOST_PLANS = 500;

/** Plans to put on sale or to take off. */
export const planIdsBody = z.strictObject({
  plan_ids: z
    .array(planId, "must be a list of plan ids")
    .min(1, "must hold at least one plan id")
    .max(MOST_PLANS, `must hold at most ${MOST_PLANS} plan ids; send the rest in a second request`),
});

/** Ids of the plans that went on sale, and those that may not. */
export const publishAnswer = z.strictObject({
  published: z.array(z.string()).readonly(),
  refused: z.array(refusedPlan),
});
export type PublishAnswer = z.output<typeof publishAnswer>;

export const withdrawAnswer = z.strictObject({ withdrawn: z.array(z.string()).readonly() });
export type WithdrawAnswer = z.output<typeof withdrawAnswer>;
