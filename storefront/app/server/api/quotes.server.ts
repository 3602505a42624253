import { z } from "zod";
import type { MedusaClient } from "../medusa.server";
import { billingPlanSchema, dateSchema, instantSchema, moneySchema, termSchema } from "./money.server";

const quoteLineSchema = z.object({
  plan_id: z.string(),
  variant_id: z.string().nullish(),
  offer_title: z.string(),
  sku_title: z.string(),
  term: termSchema,
  billing_plan: billingPlanSchema,
  quantity: z.number().int(),
  unit_price: moneySchema,
  due_now: moneySchema,
  each_period: moneySchema,
  period: z.enum(["month", "year", "three_years"]),
  charge_count: z.number().int(),
  whole_term: moneySchema,
  first_period: z.object({ start_on: dateSchema, end_on: dateSchema, last_on: dateSchema }),
  term_last_on: dateSchema,
  return_until_at: instantSchema,
  formula: z.string(),
});

const netSchema = z.object({ net: moneySchema });

export const quoteSchema = z.object({
  id: z.string(),
  hash: z.string(),
  created_at: instantSchema,
  expires_at: instantSchema,
  currency: z.string(),
  lines: z.array(quoteLineSchema),
  totals: z.object({
    due_now: z.object({ net: moneySchema, tax: moneySchema.nullable(), gross: moneySchema }),
    each_month: netSchema.nullish(),
    each_year: netSchema.nullish(),
    whole_term: netSchema,
  }),
  tax: z.object({
    status: z.enum(["included", "not_yet_known"]),
    rates: z.array(z.object({ name: z.string(), rate_percent: z.union([z.string(), z.number()]).transform(String) })),
  }),
});

export type Quote = z.infer<typeof quoteSchema>;
export type QuoteLine = z.infer<typeof quoteLineSchema>;

/** Asks for a binding price. With a signed-in company the tax is included. */
export async function requestQuote(
  api: MedusaClient,
  lines: readonly { plan_id: string; quantity: number }[],
): Promise<Quote> {
  const answer = await api.post("/store/csp/quotes", { body: { lines }, schema: z.object({ quote: quoteSchema }) });
  return answer.quote;
}
