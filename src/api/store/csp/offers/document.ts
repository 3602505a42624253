import { z } from "zod";
import { money, paging } from "../../../http/document";
import { billingPlan, term } from "../document";

/** Who may buy. */
export const segment = z.enum(["commercial", "education", "government", "nonprofit"]);

export const plan = z.strictObject({
  id: z.string(),
  variant_id: z.string(),
  term,
  billing_plan: billingPlan,
  charge_count: z.int().positive(),
  /** What is charged. The prices for other lengths are for comparing plans. */
  price_per_charge: money,
  price_per_month: money,
  price_per_term: money,
  price_per_year: money,
  min_quantity: z.int().positive(),
  max_quantity: z.int().positive(),
});

export const sku = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  segment,
  plans: z.array(plan),
});

/** An offer on the catalogue page. Costs and margins have no field here. */
export const offerCard = z.strictObject({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  publisher: z.string(),
  summary: z.string(),
  category: z.string(),
  segments: z.array(segment),
  /** The least a seat costs each month, of the SKU that leads the offer. */
  from: z.strictObject({ price_per_month: money, plan_id: z.string() }).nullable(),
  plans_summary: z.array(z.strictObject({ term, billing_plan: billingPlan, price_per_month: money })),
});

/** An offer on its own page, with every plan on sale. */
export const offer = offerCard.extend({ description: z.string(), skus: z.array(sku) });

const count = z.int();

export const offerListAnswer = z.strictObject({
  offers: z.array(offerCard),
  ...paging,
  /** Offers for each value under the words and the OTHER filter, so that a filter can be changed. */
  facets: z.strictObject({
    segments: z.array(z.strictObject({ value: segment, count })),
    categories: z.array(z.strictObject({ value: z.string(), count })),
  }),
});

export const offerAnswer = z.strictObject({ offer });

export type Segment = z.output<typeof segment>;
export type Plan = z.output<typeof plan>;
export type Sku = z.output<typeof sku>;
export type OfferCard = z.output<typeof offerCard>;
export type Offer = z.output<typeof offer>;
export type OfferListAnswer = z.output<typeof offerListAnswer>;
export type OfferAnswer = z.output<typeof offerAnswer>;
