import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { createProductVariantsWorkflow } from "@medusajs/medusa/core-flows";
import { type PlanCandidate, type Publication, planWords, type RefusedPlan } from "../../modules/catalog";
import type { OfferProducts } from "./medusa-products";
import { answersOf, offerAnswers } from "./options";
import { inBatches, refuse } from "./refusals";

const VARIANTS_PER_RUN = 200;

/** The vendor's ids and our four choices: unique over all plans of a market. */
function variantSku(plan: PlanCandidate): string {
  return [plan.vendorProductId, plan.vendorSkuId, plan.segment, plan.term, plan.billingPlan].join(":");
}

type Variant = { readonly id: string; readonly productId: string; readonly sku: string };
type Missing = { readonly plan: PlanCandidate; readonly productId: string };

/**
 * Finds or makes the Medusa variant of each plan. The variant that was recorded is the plan's as long as it is there,
 * whatever a person changed in it; else the one with our SKU. Variants are made without a price; `showDuePrices` gives it.
 *
 * @param recorded variants that stand for plans, by plan id
 */
export async function ensureVariants(
  container: MedusaContainer,
  plans: readonly PlanCandidate[],
  { products }: OfferProducts,
  recorded: ReadonlyMap<string, string>,
): Promise<{ publications: readonly Publication[]; refused: readonly RefusedPlan[] }> {
  const publications: Publication[] = [];
  const refused: RefusedPlan[] = [];
  const missing: Missing[] = [];
  const known = await findVariants(container, plans, recorded);
  for (const plan of plans) {
    const productId = products.get(plan.offerId);
    const variant = known.find(({ id }) => id === recorded.get(plan.planId)) ?? known.find(isNamedAs(plan));
    if (productId === undefined) {
      continue;
    }
    if (variant === undefined) {
      missing.push({ plan, productId });
    } else if (variant.productId === productId) {
      publications.push({ planId: plan.planId, productId, variantId: variant.id });
    } else {
      refused.push(refuse(plan, `A variant of another product has the SKU ${variant.sku}: give that one another SKU.`));
    }
  }
  const offered = await offerToMissing(container, missing, (plan, reason) => refused.push(refuse(plan, reason)));
  await inBatches(
    offered,
    VARIANTS_PER_RUN,
    async (some) => {
      const { result } = await createProductVariantsWorkflow(container).run({
        input: { product_variants: some.map(newVariant) },
      });
      for (const { plan, productId } of some) {
        const variant = result.find(({ sku }) => sku === variantSku(plan));
        publications.push(...(variant ? [{ planId: plan.planId, productId, variantId: variant.id }] : []));
      }
    },
    ({ plan }, reason) => refused.push(refuse(plan, reason)),
  );
  return { publications, refused };
}

const isNamedAs = (plan: PlanCandidate) => (variant: Variant) => variant.sku === variantSku(plan);

async function findVariants(
  container: MedusaContainer,
  plans: readonly PlanCandidate[],
  recorded: ReadonlyMap<string, string>,
): Promise<Variant[]> {
  const modules = container.resolve(Modules.PRODUCT);
  const list = async (filter: { id: string[] } | { sku: string[] }) => {
    const found = await modules.listProductVariants(filter, { select: ["id", "sku", "product_id"], take: null });
    return found.map(({ id, sku, product_id }) => ({ id, sku: sku ?? "", productId: product_id ?? "" }));
  };
  return [...(await list({ id: [...recorded.values()] })), ...(await list({ sku: plans.map(variantSku) }))];
}

/** Prepares each product for its new variants; what a product cannot take is told for each of its plans. */
async function offerToMissing(
  container: MedusaContainer,
  missing: readonly Missing[],
  onRefused: (plan: PlanCandidate, reason: string) => void,
): Promise<Missing[]> {
  const offered: Missing[] = [];
  const ids = [...new Set(missing.map(({ productId }) => productId))];
  const of = (productId: string) => missing.filter((one) => one.productId === productId);
  await inBatches(
    ids,
    1,
    async ([productId = ""]) => {
      const own = of(productId);
      await offerAnswers(
        container,
        productId,
        own.map(({ plan }) => plan),
      );
      offered.push(...own);
    },
    (productId, reason) => {
      for (const { plan } of of(productId)) {
        onRefused(plan, reason);
      }
    },
  );
  return offered;
}

function newVariant({ plan, productId }: Missing) {
  return {
    product_id: productId,
    title: `${plan.skuTitle}, ${planWords(plan.term, plan.billingPlan)}`,
    sku: variantSku(plan),
    manage_inventory: false,
    options: answersOf(plan),
    prices: [],
  };
}
