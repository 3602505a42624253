import { cheapestPlan, comparePlans, type PlanComparison } from "../features/product/comparison.server";
import { type Offer, type Plan, readOffer, type Sku } from "./api/offers.server";
import { type Quote, requestQuote } from "./api/quotes.server";
import { explain } from "./forms.server";
import { ApiError, type MedusaClient } from "./medusa.server";

/** A plan and quantity the visitor looks at, with its price or with what is wrong about it. */
export type PricePreview = Readonly<{
  planId: string;
  /** What the visitor typed; shown again as it is when it is not a whole number. */
  quantityText: string;
  problem: string | null;
  quote: Quote | null;
  cheapestId: string | null;
  /** What all plans cost for the number of seats; null when there is no such number. */
  comparison: PlanComparison | null;
}>;

const DEFAULT_QUANTITY = "1";

/** The SKU that holds the asked plan, else the asked SKU, else the first one with a plan. */
export function chooseSku(offer: Offer, skuId: string | null, planId: string | null): Sku | null {
  return (
    offer.skus.find((sku) => sku.plans.some((plan) => plan.id === planId)) ??
    offer.skus.find((sku) => sku.id === skuId && sku.plans.length > 0) ??
    offer.skus.find((sku) => sku.plans.length > 0) ??
    null
  );
}

/** The asked plan, else the annual plan paid monthly, which most companies take, else the first. */
export function choosePlan(sku: Sku, planId: string | null): Plan | null {
  return (
    sku.plans.find((plan) => plan.id === planId) ??
    sku.plans.find((plan) => plan.term === "P1Y" && plan.billing_plan === "monthly") ??
    sku.plans[0] ??
    null
  );
}

/** Reads a number of seats as typed. Whole numbers within the plan's limits only. */
export function readQuantity(
  text: string,
  plan: Pick<Plan, "min_quantity" | "max_quantity">,
): { ok: true; quantity: number } | { ok: false; problem: string } {
  const quantity = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  const from = plan.min_quantity;
  const to = plan.max_quantity;
  if (Number.isNaN(quantity) || quantity < from || (to !== null && quantity > to)) {
    const range = to === null ? `, ${from} or more` : ` from ${from} to ${to}`;
    return { ok: false, problem: `Enter a whole number of seats${range}.` };
  }
  return { ok: true, quantity };
}

/** The offer with one plan configured and priced. A refused quantity is a problem beside the field, not an error. */
export async function loadPreview(api: MedusaClient, handle: string, query: URLSearchParams) {
  const offer = await readOffer(api, handle);
  const sku = chooseSku(offer, query.get("sku"), query.get("plan"));
  const plan = sku === null ? null : choosePlan(sku, query.get("plan"));
  if (sku === null || plan === null) {
    return { offer, skuId: null, preview: null };
  }
  const quantityText = (
    query.get("quantity") ?? Math.max(plan.min_quantity, Number(DEFAULT_QUANTITY)).toString()
  ).trim();
  const typed = readQuantity(quantityText, plan);
  const base = { planId: plan.id, quantityText, cheapestId: cheapestPlan(sku.plans)?.id ?? null };
  if (!typed.ok) {
    return { offer, skuId: sku.id, preview: { ...base, problem: typed.problem, quote: null, comparison: null } };
  }
  const priced = await priceOf(api, plan.id, typed.quantity);
  const comparison = priced.quote === null ? null : comparePlans(sku.plans, typed.quantity);
  return { offer, skuId: sku.id, preview: { ...base, ...priced, comparison } };
}

async function priceOf(api: MedusaClient, planId: string, quantity: number) {
  try {
    return { problem: null, quote: await requestQuote(api, [{ plan_id: planId, quantity }]) };
  } catch (error) {
    if (error instanceof ApiError && error.status === 400) {
      return { problem: explain(error), quote: null };
    }
    throw error;
  }
}
