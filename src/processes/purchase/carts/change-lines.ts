import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { money, toDecimalString } from "../../../domain/money";
import { InputError } from "../../../errors/input-error";
import { CATALOG_MODULE, type SellablePlan } from "../../../modules/catalog";
import { matchPlans } from "../quotes/requested-lines";
import { MAX_LINES } from "../rules";
import { type CartLine, cartModule, type LicenceCart, requestedLines } from "./cart";

/** Adds seats of a plan; more seats of a plan already in the cart raise its line. @throws InputError */
export async function addLine(
  container: MedusaContainer,
  cart: LicenceCart,
  added: { readonly planId: string; readonly quantity: number },
  now: Date,
): Promise<void> {
  const existing = cart.lines.find((line) => line.planId === added.planId);
  const quantity = (existing?.quantity ?? 0) + added.quantity;
  const others = requestedLines(cart).filter((line) => line.planId !== added.planId);
  const plan = await checkPlan(container, others[0]?.planId, { planId: added.planId, quantity }, now);
  if (existing) {
    await cartModule(container).updateLineItems(existing.id, { quantity });
    return;
  }
  if (cart.lines.length >= MAX_LINES) {
    throw InputError.of("plan_id", `a cart holds at most ${MAX_LINES} different plans; order these first`);
  }
  await cartModule(container).addLineItems(cart.id, [
    {
      title: plan.offerTitle,
      subtitle: plan.skuTitle,
      quantity,
      ...pricing(plan),
      product_id: plan.productId,
      product_title: plan.offerTitle,
      product_handle: plan.handle,
      variant_id: plan.variantId,
      variant_title: plan.skuTitle,
      requires_shipping: false,
      is_discountable: false,
      is_tax_inclusive: false,
      metadata: { plan_id: plan.planId, term: plan.term, billing_plan: plan.billingPlan },
    },
  ]);
}

/** Sets the seats of a line. @throws InputError; MedusaError not_found */
export async function setLineQuantity(
  container: MedusaContainer,
  cart: LicenceCart,
  lineId: string,
  quantity: number,
  now: Date,
): Promise<void> {
  const line = findLine(cart, lineId);
  const plan = await checkPlan(container, undefined, { planId: line.planId, quantity }, now);
  await cartModule(container).updateLineItems(line.id, { quantity, ...pricing(plan) });
}

/** @throws MedusaError not_found */
export async function removeLine(container: MedusaContainer, cart: LicenceCart, lineId: string): Promise<void> {
  await cartModule(container).deleteLineItems([findLine(cart, lineId).id]);
}

/** What a Medusa line item says about money: the price of one seat for one charge, never Medusa's own list price. */
export function pricing(plan: SellablePlan) {
  return { unit_price: toDecimalString(money(plan.pricePerCharge, plan.currency)), is_custom_price: true } as const;
}

function findLine(cart: LicenceCart, lineId: string): CartLine {
  const line = cart.lines.find((candidate) => candidate.id === lineId);
  if (!line) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Line ${lineId} was not found in the cart.`);
  }
  return line;
}

/** Checks one plan and its seats, and its currency against what is in the cart; problems name the form's own fields. */
async function checkPlan(
  container: MedusaContainer,
  otherPlanId: string | undefined,
  line: { readonly planId: string; readonly quantity: number },
  now: Date,
): Promise<SellablePlan> {
  const planIds = otherPlanId ? [otherPlanId, line.planId] : [line.planId];
  const plans = await container.resolve(CATALOG_MODULE).listPlansForSale({ planIds, now });
  const other = plans.find((plan) => plan.planId === otherPlanId);
  const requested = other ? [{ planId: other.planId, quantity: other.minQuantity }, line] : [line];
  try {
    const plan = matchPlans(requested, plans).at(-1)?.plan;
    if (!plan) {
      throw InputError.of("plan_id", "is not on sale; choose a plan from the catalogue");
    }
    return plan;
  } catch (error) {
    if (error instanceof InputError) {
      const inForm = (field: string) => field.replace(/^lines\.\d+\./, "");
      throw new InputError(error.problems.map(({ field, message }) => ({ field: inForm(field), message })));
    }
    throw error;
  }
}
