import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type BillingModuleService } from "../../modules/billing";
import { CATALOG_MODULE, type CatalogService, type SellablePlan } from "../../modules/catalog";
import { CHECKOUT_MODULE, type Checkout, type CheckoutService } from "../../modules/checkout";
import type { OrderSnapshot, OrderSnapshotLine } from "./order-snapshot";
import type { MedusaOrder } from "./read-medusa-order";

export type SnapshotResult =
  | { readonly outcome: "taken"; readonly snapshot: OrderSnapshot }
  /** No line of the order is a plan of ours, or no checkout of ours led to it. */
  | { readonly outcome: "not_ours" }
  /** A line cannot be matched with what the customer agreed to. */
  | { readonly outcome: "unclear"; readonly why: string };

/**
 * Takes down what an order agreed to. The line's metadata only points to a plan: title, vendor ids and price come from
 * the catalogue as it stood at the instant of the quote the customer paid on.
 */
export async function takeSnapshot(container: MedusaContainer, order: MedusaOrder): Promise<SnapshotResult> {
  const items = order.items.flatMap((item) =>
    item.metadata?.plan_id ? [{ id: item.id, quantity: item.quantity, planId: item.metadata.plan_id }] : [],
  );
  const checkout = items.length === 0 ? null : await findCheckout(container, order);
  if (checkout === null) {
    return { outcome: "not_ours" };
  }
  const quote = await container.resolve<BillingModuleService>(BILLING_MODULE).retrieveQuote(checkout.quoteId);
  const planIds = [...new Set(items.map((item) => item.planId))];
  const plans = await container
    .resolve<CatalogService>(CATALOG_MODULE)
    .listPlansForSale({ planIds, now: quote.createdAt });
  const byId = new Map(plans.map((plan) => [plan.planId, plan]));
  const lines: OrderSnapshotLine[] = [];
  for (const item of items) {
    const plan = byId.get(item.planId);
    if (plan === undefined) {
      return { outcome: "unclear", why: `plan ${item.planId} was not on sale at ${quote.createdAt.toISOString()}` };
    }
    lines.push(snapshotLine(item, plan));
  }
  const [first] = plans;
  if (first === undefined || plans.some((plan) => plan.vendor !== first.vendor || plan.market !== first.market)) {
    return { outcome: "unclear", why: "the order's lines belong to more than one vendor or market" };
  }
  return {
    outcome: "taken",
    snapshot: {
      orderId: order.id,
      displayId: order.display_id,
      companyId: checkout.companyId,
      email: order.email ?? "",
      vendor: first.vendor,
      market: first.market,
      currency: checkout.currency,
      authorisedAmount: checkout.amount,
      placedAt: (checkout.authorisedAt ?? checkout.createdAt).toISOString(),
      lines,
    },
  };
}

/**
 * The checkout that led to the order. The event can come before the checkout knows its order, so the order's own pointer
 * is followed first; it counts only when both name the same customer.
 */
async function findCheckout(container: MedusaContainer, order: MedusaOrder): Promise<Checkout | null> {
  const checkouts = container.resolve<CheckoutService>(CHECKOUT_MODULE);
  const byOrder = await checkouts.findByOrder(order.id);
  if (byOrder !== null) {
    return byOrder;
  }
  const pointer = order.metadata?.checkout_id;
  const pointed = pointer ? await checkouts.retrieve(pointer).catch(() => null) : null;
  return pointed !== null && pointed.customerId === order.customer_id && pointed.orderId === null ? pointed : null;
}

function snapshotLine(
  item: { readonly id: string; readonly quantity: number; readonly planId: string },
  plan: SellablePlan,
): OrderSnapshotLine {
  const { term, billingPlan, currency, unitTermPrice, priceVersion } = plan;
  return {
    orderLineId: item.id,
    planId: plan.planId,
    title: plan.offerTitle,
    skuTitle: plan.skuTitle,
    productId: plan.productId,
    variantId: plan.variantId,
    vendorProductId: plan.vendorProductId,
    vendorSkuId: plan.vendorSkuId,
    segment: plan.segment,
    quantity: item.quantity,
    terms: { term, billingPlan, currency, unitTermPrice, priceVersion },
  };
}
