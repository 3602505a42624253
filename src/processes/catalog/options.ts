import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import { createAndLinkProductOptionsToProductWorkflow } from "@medusajs/medusa/core-flows";
import { billingWords, type PlanCandidate, termWords } from "../../modules/catalog";

/** The three choices that tell the variants of an offer apart, and how a plan answers each. */
const OPTIONS: readonly (readonly [string, (plan: PlanCandidate) => string])[] = [
  // SKUs of two segments may bear one title; the vendor's id keeps the choice unique.
  ["Licence", (plan) => `${plan.skuTitle} [${plan.vendorSkuId}]`],
  ["Term", (plan) => termWords(plan.term)],
  ["Billing", (plan) => billingWords(plan.billingPlan)],
];

/** The choices of a new product, with every answer that its plans give. */
export function choicesOf(plans: readonly PlanCandidate[]): { title: string; values: string[] }[] {
  return OPTIONS.map(([title, answer]) => ({ title, values: [...new Set(plans.map(answer))] }));
}

/** What a plan's variant answers to each choice. */
export function answersOf(plan: PlanCandidate): Record<string, string> {
  return Object.fromEntries(OPTIONS.map(([title, answer]) => [title, answer(plan)]));
}

/**
 * Lets a product that Medusa has already be answered as these plans do: a value that only the option knows is not enough,
 * the product itself must offer it. Safe to run again.
 *
 * @throws MedusaError invalid_data naming the choices that a person removed, renamed or added
 */
export async function offerAnswers(
  container: MedusaContainer,
  productId: string,
  plans: readonly PlanCandidate[],
): Promise<void> {
  const product = await container
    .resolve(Modules.PRODUCT)
    .retrieveProduct(productId, { select: ["id", "title"], relations: ["options"] });
  const wanted = choicesOf(plans);
  const update = wanted.flatMap(({ title, values }) => {
    const option = product.options.find((one) => one.title === title);
    return option ? [{ product_option_id: option.id, add: values.map((value) => ({ value })) }] : [];
  });
  if (update.length !== wanted.length || product.options.length !== wanted.length) {
    const named = product.options.map(({ title }) => title).join(", ") || "none";
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `the options of the product "${product.title}" must be ${wanted.map(({ title }) => title).join(", ")}, and are ${named}. Give them these names again`,
    );
  }
  await createAndLinkProductOptionsToProductWorkflow(container).run({ input: { product_id: productId, update } });
}
