import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules, ProductStatus } from "@medusajs/framework/utils";
import { createProductsWorkflow } from "@medusajs/medusa/core-flows";
import type { PlanCandidate, RefusedPlan } from "../../modules/catalog";
import { choicesOf } from "./options";
import { inBatches, refuse } from "./refusals";

const PRODUCTS_PER_RUN = 50;

/** The vendor's product as Medusa's external id. */
const externalId = (plan: PlanCandidate) => `partner-center:${plan.vendorProductId}`;

type Offer = { readonly id: string; readonly plans: readonly PlanCandidate[]; readonly lead: PlanCandidate };

/** What stands for offers in Medusa: product ids by offer id, and the plans for which there is none. */
export type OfferProducts = {
  readonly products: ReadonlyMap<string, string>;
  readonly refused: readonly RefusedPlan[];
};

/**
 * Finds or makes the Medusa product of each plan's offer. The product that was recorded is the offer's as long as it is
 * there, whatever a person changed in it; else the one with the vendor's id. Products have no shipping profile, so their
 * lines are not shipped.
 *
 * @param recorded products that stand for offers, by offer id
 * @param salesChannelId where new products are listed
 */
export async function ensureProducts(
  container: MedusaContainer,
  plans: readonly PlanCandidate[],
  recorded: ReadonlyMap<string, string>,
  salesChannelId: string,
): Promise<OfferProducts> {
  const offers = offersOf(plans);
  const products = await findProducts(container, offers, recorded);
  const missing = offers.filter(({ id }) => !products.has(id));
  const refused: RefusedPlan[] = [];
  const taken = await takenHandles(container, missing);
  await inBatches(
    missing,
    PRODUCTS_PER_RUN,
    async (some) => {
      const { result } = await createProductsWorkflow(container).run({
        input: { products: some.map((offer) => newProduct(offer, salesChannelId, taken)) },
      });
      for (const product of result) {
        const offer = some.find(({ lead }) => externalId(lead) === product.external_id);
        if (offer) {
          products.set(offer.id, product.id);
        }
      }
    },
    (offer, reason) => refused.push(...offer.plans.map((plan) => refuse(plan, reason))),
  );
  return { products, refused };
}

function offersOf(plans: readonly PlanCandidate[]): Offer[] {
  const byOffer = new Map<string, PlanCandidate[]>();
  for (const plan of plans) {
    byOffer.set(plan.offerId, [...(byOffer.get(plan.offerId) ?? []), plan]);
  }
  return [...byOffer].flatMap(([id, own]) => {
    const lead = own.find((plan) => plan.skuTitle === plan.offerTitle) ?? own[0];
    return lead ? [{ id, plans: own, lead }] : [];
  });
}

async function findProducts(
  container: MedusaContainer,
  offers: readonly Offer[],
  recorded: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const modules = container.resolve(Modules.PRODUCT);
  const list = (filter: { id: string[] } | { external_id: string[] }) =>
    modules.listProducts(filter, { select: ["id", "external_id"], order: { created_at: "ASC" }, take: null });
  const there = new Set((await list({ id: [...recorded.values()] })).map(({ id }) => id));
  const named = await list({ external_id: offers.map(({ lead }) => externalId(lead)) });
  const found = new Map<string, string>();
  for (const { id, lead } of offers) {
    const known = recorded.get(id);
    const product = known && there.has(known) ? known : named.find((one) => one.external_id === externalId(lead))?.id;
    if (product) {
      found.set(id, product);
    }
  }
  return found;
}

/** Addresses that products of a host, or ones put in the bin and kept there, have already. */
async function takenHandles(container: MedusaContainer, offers: readonly Offer[]): Promise<ReadonlySet<string>> {
  if (offers.length === 0) {
    return new Set();
  }
  const handles = offers.map(({ lead }) => lead.handle);
  const known = await container
    .resolve(Modules.PRODUCT)
    .listProducts({ handle: handles }, { select: ["id", "handle"], take: handles.length });
  return new Set(known.map(({ handle }) => handle));
}

function newProduct({ plans, lead }: Offer, salesChannelId: string, taken: ReadonlySet<string>) {
  return {
    title: lead.offerTitle,
    handle: taken.has(lead.handle) ? `${lead.handle}-${lead.vendorProductId.toLowerCase()}` : lead.handle,
    description: lead.description,
    external_id: externalId(lead),
    status: ProductStatus.DRAFT,
    discountable: false,
    options: choicesOf(plans),
    sales_channels: [{ id: salesChannelId }],
  };
}
