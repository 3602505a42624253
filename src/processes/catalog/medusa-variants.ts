import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { createProductVariantsWorkflow } from "@medusajs/medusa/core-flows";
import { type PlanCandidate, planWords } from "../../modules/catalog";
import { OPTIONS } from "./medusa-products";

const VARIANTS_PER_RUN = 200;

/** The vendor's ids and our four choices: unique over all plans of a market. */
function variantSku(plan: PlanCandidate): string {
  return [plan.vendorProductId, plan.vendorSkuId, plan.segment, plan.term, plan.billingPlan].join(":");
}

/**
 * Finds or makes the Medusa variant of each plan. Variants are made without a price; `showDuePrices` gives it.
 *
 * @param products product ids by offer id
 */
export async function ensureVariants(
  container: MedusaContainer,
  plans: readonly PlanCandidate[],
  products: ReadonlyMap<string, string>,
): Promise<{ planId: string; productId: string; variantId: string }[]> {
  const bySku = new Map<string, string>();
  for (let start = 0; start < plans.length; start += VARIANTS_PER_RUN) {
    const some = plans.slice(start, start + VARIANTS_PER_RUN);
    const known = await container
      .resolve(Modules.PRODUCT)
      .listProductVariants({ sku: some.map(variantSku) }, { select: ["id", "sku"], take: some.length });
    for (const variant of known) {
      bySku.set(variant.sku ?? "", variant.id);
    }
    const missing = some.filter((plan) => !bySku.has(variantSku(plan)));
    if (missing.length > 0) {
      const { result } = await createProductVariantsWorkflow(container).run({
        input: { product_variants: missing.map((plan) => newVariant(plan, idOf(products, plan.offerId))) },
      });
      for (const variant of result) {
        bySku.set(variant.sku ?? "", variant.id);
      }
    }
  }
  return plans.map((plan) => ({
    planId: plan.planId,
    productId: idOf(products, plan.offerId),
    variantId: idOf(bySku, variantSku(plan)),
  }));
}

function newVariant(plan: PlanCandidate, productId: string) {
  return {
    product_id: productId,
    title: `${plan.skuTitle}, ${planWords(plan.term, plan.billingPlan)}`,
    sku: variantSku(plan),
    manage_inventory: false,
    options: Object.fromEntries(OPTIONS.map(([title, answer]) => [title, answer(plan)])),
    prices: [],
  };
}

function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) {
    throw new Error(`Medusa made no record for ${key}.`);
  }
  return id;
}
