import { type ShopAnswer as Shop, shopAnswer } from "../../../../src/api/store/csp/shop/document";
import type { MedusaClient } from "../medusa.server";

const FRESH_MS = 30_000;

export type { Shop };

let cached: { at: number; shop: Shop } | null = null;

/** Who sells here, in which currency and market. Read anew after half a minute. */
export async function readShop(api: MedusaClient): Promise<Shop> {
  if (cached === null || Date.now() - cached.at > FRESH_MS) {
    cached = { at: Date.now(), shop: await api.get("/store/csp/shop", shopAnswer) };
  }
  return cached.shop;
}
