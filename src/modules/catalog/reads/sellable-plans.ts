import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { PARTNER_CENTER, type SellablePlan } from "../types";
import { ON_SALE, type OnSaleRow } from "./on-sale";

/** Plans that can be ordered at `now`, in any order; those that cannot are left out. One query. */
export async function listSellablePlans(
  db: Knex,
  input: { readonly planIds: readonly string[]; readonly now: Date },
): Promise<SellablePlan[]> {
  const values = { now: input.now, planIds: [...input.planIds] };
  const { rows } = await db.raw<{ rows: OnSaleRow[] }>(`${ON_SALE} and p.id = any(:planIds)`, values);
  return rows.map(sellablePlan);
}

export function sellablePlan(row: OnSaleRow): SellablePlan {
  return {
    planId: row.plan_id,
    offerId: row.offer_id,
    handle: row.handle,
    productId: row.product_id,
    variantId: row.variant_id,
    vendor: PARTNER_CENTER,
    vendorProductId: row.vendor_product_id,
    vendorSkuId: row.vendor_sku_id,
    segment: row.segment,
    term: row.term,
    billingPlan: row.billing_plan,
    offerTitle: row.offer_title,
    skuTitle: row.sku_title,
    minQuantity: row.min_quantity,
    maxQuantity: row.max_quantity,
    market: row.market,
    currency: row.currency,
    unitTermPrice: safeInteger(row.unit_term_price),
    pricePerCharge: safeInteger(row.price_per_charge),
    lastCharge: safeInteger(row.last_charge),
    chargeCount: row.charge_count,
    priceVersion: row.price_version,
    isTrial: false,
  };
}

/** @throws RangeError when the database holds an amount that arithmetic with numbers would bend. */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`The amount ${text} is too large.`);
  }
  return value;
}
