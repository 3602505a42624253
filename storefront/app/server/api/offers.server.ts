import { z } from "zod";
import type { MedusaClient } from "../medusa.server";
import { billingPlanSchema, moneySchema, termSchema } from "./money.server";

const offerCardSchema = z.object({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  publisher: z.string().nullish(),
  summary: z.string().nullish(),
  category: z.string().nullish(),
  segments: z.array(z.string()),
  from: z.object({ price_per_month: moneySchema, plan_id: z.string() }).nullable(),
  plans_summary: z.array(z.object({ term: termSchema, billing_plan: billingPlanSchema, price_per_month: moneySchema })),
});

const planSchema = z.object({
  id: z.string(),
  variant_id: z.string(),
  term: termSchema,
  billing_plan: billingPlanSchema,
  charge_count: z.number().int().positive(),
  price_per_charge: moneySchema,
  price_per_month: moneySchema,
  price_per_term: moneySchema,
  price_per_year: moneySchema,
  min_quantity: z.number().int().positive(),
  max_quantity: z.number().int().positive().nullable(),
});

const skuSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  segment: z.string(),
  plans: z.array(planSchema),
});

const offerSchema = offerCardSchema.extend({ description: z.string().nullish(), skus: z.array(skuSchema) });

const facetSchema = z.array(z.object({ value: z.string(), count: z.number().int() }));

const listSchema = z.object({
  offers: z.array(offerCardSchema),
  count: z.number().int(),
  limit: z.number().int(),
  offset: z.number().int(),
  facets: z.object({ segments: facetSchema, categories: facetSchema }),
});

export type OfferCard = z.infer<typeof offerCardSchema>;
export type Offer = z.infer<typeof offerSchema>;
export type Sku = z.infer<typeof skuSchema>;
export type Plan = z.infer<typeof planSchema>;
export type OfferList = z.infer<typeof listSchema>;

/** One page of the catalogue. Empty filters are left out of the question. */
export async function listOffers(
  api: MedusaClient,
  filter: { q: string; segment: string; category: string; limit: number; offset: number },
): Promise<OfferList> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== "") {
      query.set(name, String(value));
    }
  }
  return api.get(`/store/csp/offers?${query}`, listSchema);
}

export async function readOffer(api: MedusaClient, handle: string): Promise<Offer> {
  const answer = await api.get(`/store/csp/offers/${encodeURIComponent(handle)}`, z.object({ offer: offerSchema }));
  return answer.offer;
}
