import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules, ProductStatus } from "@medusajs/framework/utils";
import { createProductsWorkflow, updateProductOptionsWorkflow } from "@medusajs/medusa/core-flows";
import { billingWords, type PlanCandidate, termWords } from "../../modules/catalog";

/** The three choices that tell the variants of an offer apart, and how a plan answers each. */
export const OPTIONS: readonly (readonly [string, (plan: PlanCandidate) => string])[] = [
  ["Licence", (plan) => licence(plan)],
  ["Term", (plan) => termWords(plan.term)],
  ["Billing", (plan) => billingWords(plan.billingPlan)],
];

const PRODUCTS_PER_RUN = 50;

/** The vendor's product as Medusa's external id. */
const externalId = (plan: PlanCandidate) => `partner-center:${plan.vendorProductId}`;

/**
 * Finds or makes the Medusa product of each plan's offer, and gives it the option values that its plans need. Products
 * have no shipping profile, so their lines are not shipped.
 *
 * @param salesChannelId where new products are listed
 * @returns product ids by offer id
 */
export async function ensureProducts(
  container: MedusaContainer,
  plans: readonly PlanCandidate[],
  salesChannelId: string,
): Promise<ReadonlyMap<string, string>> {
  const offers = new Map<string, PlanCandidate[]>();
  for (const plan of plans) {
    offers.set(plan.offerId, [...(offers.get(plan.offerId) ?? []), plan]);
  }
  const known = await container
    .resolve(Modules.PRODUCT)
    .listProducts(
      { external_id: [...new Set(plans.map(externalId))] },
      { relations: ["options", "options.values"], take: offers.size },
    );
  const byExternalId = new Map(known.map((product) => [product.external_id, product]));
  const products = new Map<string, string>();
  const missing: PlanCandidate[][] = [];
  for (const [offerId, of] of offers) {
    const product = of[0] && byExternalId.get(externalId(of[0]));
    if (product) {
      await addOptionValues(container, product, of);
      products.set(offerId, product.id);
    } else {
      missing.push(of);
    }
  }
  for (let start = 0; start < missing.length; start += PRODUCTS_PER_RUN) {
    const some = missing.slice(start, start + PRODUCTS_PER_RUN);
    const { result } = await createProductsWorkflow(container).run({
      input: { products: some.flatMap((of) => newProduct(of, salesChannelId)) },
    });
    for (const [index, product] of result.entries()) {
      const offerId = some[index]?.[0]?.offerId;
      if (offerId) {
        products.set(offerId, product.id);
      }
    }
  }
  return products;
}

function newProduct(plans: readonly PlanCandidate[], salesChannelId: string) {
  const lead = plans.find((plan) => plan.skuTitle === plan.offerTitle) ?? plans[0];
  if (!lead) {
    return [];
  }
  return [
    {
      title: lead.offerTitle,
      handle: lead.handle,
      description: lead.description,
      external_id: externalId(lead),
      status: ProductStatus.DRAFT,
      discountable: false,
      options: OPTIONS.map(([title, answer]) => ({ title, values: [...new Set(plans.map(answer))] })),
      sales_channels: [{ id: salesChannelId }],
    },
  ];
}

type ProductWithOptions = {
  readonly options?: { id: string; title: string; values?: { value: string }[] }[];
};

async function addOptionValues(
  container: MedusaContainer,
  product: ProductWithOptions,
  plans: readonly PlanCandidate[],
) {
  for (const [title, answer] of OPTIONS) {
    const option = product.options?.find((one) => one.title === title);
    const values = option?.values?.map(({ value }) => value) ?? [];
    const wanted = [...new Set([...values, ...plans.map(answer)])];
    if (option && wanted.length > values.length) {
      await updateProductOptionsWorkflow(container).run({
        input: { selector: { id: option.id }, update: { values: wanted } },
      });
    }
  }
}

/** SKUs of two segments may bear one title; the vendor's id keeps the choice unique. */
function licence(plan: PlanCandidate): string {
  return `${plan.skuTitle} [${plan.vendorSkuId}]`;
}
