import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { updateProductsWorkflow } from "@medusajs/medusa/core-flows";
import { CATALOG_MODULE, type RefusedPlan } from "../../modules/catalog";
import { ensureProducts } from "./medusa-products";
import { ensureVariants } from "./medusa-variants";
import { chosenSalesChannel } from "./sales-channel";
import { showDuePrices } from "./show-due-prices";

export type PublishInput = {
  readonly planIds: readonly string[];
  /** The shop's market and currency: a plan of another one cannot be sold here. */
  readonly market: string;
  readonly currency: string;
  readonly now: Date;
  /** Who does it, for the journal. */
  readonly actor?: string;
};

/**
 * Puts plans on sale: the offer becomes a Medusa product, the plan a variant priced for one charge.
 *
 * Plans that may not be sold (trial, free, no price today, below the floor, another market) are answered with the
 * reason, and so are plans that Medusa does not take; the others are published. Safe to run again after a crash at any
 * line: products and variants are found by the vendor's ids before they are made.
 */
export async function publishPlans(
  container: MedusaContainer,
  input: PublishInput,
): Promise<{ published: readonly string[]; refused: readonly RefusedPlan[] }> {
  const catalog = container.resolve(CATALOG_MODULE);
  const { ready, refused } = await catalog.judgePlans(input);
  if (ready.length > 0) {
    const salesChannelId = await chosenSalesChannel(container);
    const recorded = await catalog.listPublications(ready.map((plan) => plan.offerId));
    const byOffer = new Map(recorded.map((one) => [one.offerId, one.productId]));
    const byPlan = new Map(recorded.map((one) => [one.planId, one.variantId]));
    const offers = await ensureProducts(container, ready, byOffer, salesChannelId);
    const variants = await ensureVariants(container, ready, offers, byPlan);
    const published = variants.publications.map(({ planId }) => planId);
    await catalog.recordPublications(variants.publications, input.now, input.actor);
    await settle(container, published, input.now);
    return { published, refused: [...refused, ...offers.refused, ...variants.refused] };
  }
  return { published: [], refused };
}

/**
 * Takes plans off sale at once. Their variants stay, without a price, because orders and subscriptions name them; a
 * product of which nothing is on sale any more becomes a draft. What was sold runs on.
 */
export async function withdrawPlans(
  container: MedusaContainer,
  input: { readonly planIds: readonly string[]; readonly now: Date; readonly actor?: string },
): Promise<{ withdrawn: readonly string[] }> {
  const catalog = container.resolve(CATALOG_MODULE);
  const withdrawn = await catalog.recordWithdrawals(input.planIds, input.now, input.actor);
  await settle(container, input.planIds, input.now);
  return { withdrawn };
}

/** Brings Medusa's prices and product states in line with what is on sale. */
async function settle(container: MedusaContainer, planIds: readonly string[], now: Date): Promise<void> {
  const catalog = container.resolve(CATALOG_MODULE);
  await showDuePrices(container, now);
  const states = await catalog.listProductStates(planIds);
  const products = await container
    .resolve(Modules.PRODUCT)
    .listProducts({ id: states.map((state) => state.id) }, { select: ["id", "status"], take: states.length });
  const current = new Map(products.map((product) => [product.id, product.status]));
  for (const [status, ids] of [
    ["published", states.filter((state) => state.onSale)],
    ["draft", states.filter((state) => !state.onSale)],
  ] as const) {
    const changed = ids.filter(({ id }) => current.has(id) && current.get(id) !== status).map(({ id }) => id);
    if (changed.length > 0) {
      await updateProductsWorkflow(container).run({ input: { selector: { id: changed }, update: { status } } });
    }
  }
}
