import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { settingsOf } from "../../connections/settings";
import { partnerCenterVendor } from "../../integrations/partner-center";
import { BILLING_MODULE, type QuoteFacts } from "../../modules/billing";
import { CATALOG_MODULE, type SellablePlan } from "../../modules/catalog";
import { CHECKOUT_MODULE, type Checkout } from "../../modules/checkout";
import type { OrderSnapshot, OrderSnapshotLine } from "./order/order-snapshot";
import type { MedusaOrder } from "./order/read-medusa-order";

type OrderedItem = { readonly id: string; readonly quantity: number; readonly planId: string };

/**
 * Takes down what an order agreed to. The line's metadata only points to a plan: title and vendor ids come from the
 * catalogue as it stood at the instant of the quote the customer paid on, price, tenant and billing day from the quote's facts.
 * An order that no longer fits the catalogue is taken down as refused, so that its money is released and the customer
 * is told.
 *
 * @returns null when no line is a plan of ours or no checkout of ours led to the order.
 */
export async function takeSnapshot(container: MedusaContainer, order: MedusaOrder): Promise<OrderSnapshot | null> {
  const items = order.items.flatMap((item) =>
    item.metadata?.plan_id ? [{ id: item.id, quantity: item.quantity, planId: item.metadata.plan_id }] : [],
  );
  const checkout = items.length === 0 ? null : await findCheckout(container, order);
  if (checkout === null) {
    return null;
  }
  const quote = await container.resolve(BILLING_MODULE).retrieveQuote(checkout.quoteId);
  const planIds = [...new Set(items.map((item) => item.planId))];
  const plans = await container.resolve(CATALOG_MODULE).listPlansForSale({ planIds, now: quote.createdAt });
  const market = plans[0]?.market ?? settingsOf(container).seller.market;
  const refusal = refusalOf(items, plans, quote.createdAt);
  return {
    orderId: order.id,
    displayId: order.display_id,
    companyId: checkout.companyId,
    email: order.email ?? "",
    tenant: quote.facts.tenant,
    vendor: partnerCenterVendor,
    market,
    currency: checkout.currency,
    authorisedAmount: checkout.amount,
    placedAt: (checkout.authorisedAt ?? checkout.createdAt).toISOString(),
    refusal,
    lines: refusal === null ? snapshotLines(items, plans, quote.facts) : [],
  };
}

function refusalOf(
  items: readonly OrderedItem[],
  plans: readonly SellablePlan[],
  quotedAt: Date,
): OrderSnapshot["refusal"] {
  const known = new Set(plans.map((plan) => plan.planId));
  const missing = items.find((item) => !known.has(item.planId));
  if (missing !== undefined) {
    const reason = "One of the products you ordered was taken off sale while you were paying.";
    const detail = `plan ${missing.planId} was not on sale at ${quotedAt.toISOString()}`;
    return { code: "plan_off_sale", reason, detail };
  }
  if (new Set(plans.map((plan) => plan.market)).size > 1) {
    const reason = "Products of different countries cannot be ordered together.";
    return { code: "mixed_markets", reason, detail: "the order's plans belong to more than one market" };
  }
  return null;
}

/**
 * The checkout that led to the order. The event can come before the checkout knows its order, so the order's own pointer
 * is followed first. A pointer is a text that anyone could have written: it counts when both name the same customer and
 * the order is paid with the very payment that the checkout verified.
 */
async function findCheckout(container: MedusaContainer, order: MedusaOrder): Promise<Checkout | null> {
  const checkouts = container.resolve(CHECKOUT_MODULE);
  const byOrder = await checkouts.findByOrder(order.id);
  if (byOrder !== null) {
    return byOrder;
  }
  const pointer = order.metadata?.checkout_id;
  const pointed = pointer ? await checkouts.retrieve(pointer).catch(nullIfMissing) : null;
  const paidWith = order.payment_collections.map((collection) => collection.id);
  // Whoever completes the checkout may have written its order between the two looks.
  const leadsHere = pointed?.state === "authorised" || pointed?.orderId === order.id;
  const fits =
    pointed !== null &&
    leadsHere &&
    pointed.customerId === order.customer_id &&
    pointed.paymentCollectionId !== null &&
    paidWith.includes(pointed.paymentCollectionId);
  return fits ? pointed : null;
}

/** A pointer that leads nowhere is not an error. */
function nullIfMissing(error: unknown): null {
  if (error instanceof MedusaError && error.type === MedusaError.Types.NOT_FOUND) {
    return null;
  }
  throw error;
}

function snapshotLines(
  items: readonly OrderedItem[],
  plans: readonly SellablePlan[],
  facts: QuoteFacts,
): OrderSnapshotLine[] {
  const byId = new Map(plans.map((plan) => [plan.planId, plan]));
  return items.flatMap((item) => {
    const plan = byId.get(item.planId);
    return plan === undefined ? [] : [snapshotLine(item, plan, facts)];
  });
}

/** The quote's own price and billing day: the catalogue and the account may say something else by now. */
function snapshotLine(item: OrderedItem, plan: SellablePlan, { billingDay, lines }: QuoteFacts): OrderSnapshotLine {
  const { term, billingPlan, currency } = plan;
  const { unitTermPrice, priceVersion } = lines.find((line) => line.planId === plan.planId)?.price ?? plan;
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
    terms: {
      term,
      billingPlan,
      currency,
      unitTermPrice,
      priceVersion,
      ...(billingDay === null ? {} : { billingDay }),
    },
  };
}
