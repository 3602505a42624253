import type { SellablePlan } from "../../../../modules/catalog";

/** A plan on sale, for specs: a year paid by the month, 277.20 USD a seat. */
export function sellablePlan(change: Partial<SellablePlan> = {}): SellablePlan {
  return {
    planId: "cplan_1",
    offerId: "coff_1",
    handle: "premium",
    productId: "prod_1",
    variantId: "variant_1",
    vendor: "partner-center",
    vendorProductId: "CFQ7TTC0LCHC",
    vendorSkuId: "0002",
    segment: "commercial",
    term: "P1Y",
    billingPlan: "monthly",
    offerTitle: "Premium",
    skuTitle: "Business",
    minQuantity: 1,
    maxQuantity: 300,
    market: "US",
    currency: "USD",
    unitTermPrice: 27_720,
    pricePerCharge: 2_310,
    lastCharge: 2_310,
    chargeCount: 12,
    priceVersion: "price_1",
    isTrial: false,
    ...change,
  };
}
