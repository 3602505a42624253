import type { MedusaContainer } from "@medusajs/framework/types";
import { decimalMoney, money } from "../../../../../domain/money";
import { type AdminPlan, CATALOG_MODULE, type PriceStep } from "../../../../../modules/catalog";
import { SUBSCRIPTION_MODULE } from "../../../../../modules/subscription";
import { planDocument } from "../../offers/answer";
import type * as document from "./document";

/** What is known of a Medusa product at `now`. Null for one that stands for no offer of ours. */
export async function productDocument(
  container: MedusaContainer,
  { productId, now }: { readonly productId: string; readonly now: Date },
): Promise<document.Product | null> {
  const catalog = container.resolve(CATALOG_MODULE);
  const plans = await catalog.listProductPlans({ productId, now });
  const [first] = plans;
  if (first === undefined) {
    return null;
  }
  const planIds = plans.map(({ planId }) => planId);
  const [steps, live] = await Promise.all([
    catalog.listPriceSteps({ planIds, now }),
    container.resolve(SUBSCRIPTION_MODULE).countLive(planIds),
  ]);
  return {
    id: productId,
    offer: {
      id: first.offerId,
      title: first.offerTitle,
      handle: first.handle,
      category: first.category,
      vendor_product_id: first.vendorProductId,
    },
    on_sale: plans.some((plan) => plan.published && plan.price !== null && !plan.price.belowFloor),
    plans: plans.map((plan) => ({
      ...planDocument(plan),
      variant_id: plan.variantId,
      live_subscriptions: live.get(plan.planId)?.subscriptions ?? 0,
      live_seats: live.get(plan.planId)?.seats ?? 0,
      next_price_change: stepDocument(plan, steps.get(plan.planId)),
    })),
  };
}

function stepDocument({ currency }: AdminPlan, step: PriceStep | undefined): document.ProductPlan["next_price_change"] {
  if (step === undefined) {
    return null;
  }
  const { at, pricePerCharge } = step;
  return {
    at: at.toISOString(),
    price_per_charge: pricePerCharge === null ? null : decimalMoney(money(pricePerCharge, currency)),
  };
}
