import { z } from "zod";
import type { MedusaClient } from "../medusa.server";
import { billingPlanSchema, dateSchema, instantSchema, moneySchema, termSchema } from "./money.server";

const subscriptionSchema = z.object({
  id: z.string(),
  offer_title: z.string(),
  sku_title: z.string(),
  quantity: z.number().int(),
  term: termSchema,
  billing_plan: billingPlanSchema,
  status: z.string(),
  domain: z.string().nullish(),
  started_on: dateSchema,
  term_last_on: dateSchema,
  renews_on: dateSchema.nullish(),
  renewal: z.enum(["renew", "stop", "extend"]),
  next_charge: z.object({ on: dateSchema, net: moneySchema }).nullable(),
  whole_term: moneySchema,
  return_windows: z.array(z.object({ quantity: z.number().int(), until_at: instantSchema })),
  vendor_subscription_id: z.string().nullish(),
});

export type Subscription = z.infer<typeof subscriptionSchema>;

export async function listSubscriptions(api: MedusaClient): Promise<Subscription[]> {
  const schema = z.object({ subscriptions: z.array(subscriptionSchema) });
  return (await api.get("/store/csp/subscriptions", schema)).subscriptions;
}

export async function readSubscription(api: MedusaClient, id: string): Promise<Subscription> {
  const schema = z.object({ subscription: subscriptionSchema });
  return (await api.get(`/store/csp/subscriptions/${encodeURIComponent(id)}`, schema)).subscription;
}
