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

/**
 * The same for the frame of a page, which must stand when the API is down: it then shows the seller as last heard, so that
 * a visitor can write to somebody. Null when nothing was ever heard.
 */
export async function lastKnownShop(api: MedusaClient): Promise<Shop | null> {
  try {
    return await readShop(api);
  } catch {
    return cached?.shop ?? null;
  }
}
