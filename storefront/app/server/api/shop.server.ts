import { z } from "zod";
import type { MedusaClient } from "../medusa.server";

const FRESH_MS = 30_000;

const shopSchema = z.object({
  seller: z.object({
    name: z.string(),
    support_email: z.string().nullish(),
    support_phone: z.string().nullish(),
    time_zone: z.string().nullish(),
  }),
  currency: z.string(),
  market: z.string(),
  card_consent: z.object({ version: z.string(), text: z.string() }),
});

export type Shop = z.infer<typeof shopSchema>;

let cached: { at: number; shop: Shop } | null = null;

/** Who sells here, in which currency and market. Read anew after half a minute. */
export async function readShop(api: MedusaClient): Promise<Shop> {
  if (cached === null || Date.now() - cached.at > FRESH_MS) {
    cached = { at: Date.now(), shop: await api.get("/store/csp/shop", shopSchema) };
  }
  return cached.shop;
}
