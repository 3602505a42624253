import { catalogItem, type Sku } from "../catalog/catalogue";
import { newGuid, newOrderId } from "../identifiers";
import type { CartLine, Customer, Order, OrderLine, Subscription } from "../state";
import { addDays, dayOf, lastDayOfTerm } from "../subscriptions/term-dates";
import { windowEnd } from "../subscriptions/tranches";
import type { World } from "../world";

const partnerOnRecord = (line: CartLine): string =>
  line.participants?.find((one) => one.key === "transaction_reseller")?.value ?? "";

function newSubscription(customer: Customer, sku: Sku, line: CartLine, orderId: string, now: Date): Subscription {
  const start = now.toISOString();
  const term = line.termDuration ?? "P1M";
  const today = dayOf(now);
  const fullTerm = sku.isTrial ? addDays(today, 29) : lastDayOfTerm(today, term);
  return {
    id: newGuid(),
    kind: sku.kind,
    customerId: customer.id,
    orderId,
    productId: sku.productId,
    skuId: sku.skuId,
    availabilityId: catalogItem(line.catalogItemId)?.availabilityId ?? "",
    offerName: sku.title,
    friendlyName: line.friendlyName ?? sku.title,
    quantity: line.quantity,
    tranches: [{ quantity: line.quantity, allowedUntil: windowEnd(now, sku.kind) }],
    creationDate: start,
    effectiveStartDate: start,
    commitmentEndsOn: line.customTermEndDate?.slice(0, 10) ?? fullTerm,
    cancellationAllowedUntil: windowEnd(now, sku.kind),
    status: "pending",
    autoRenewEnabled: true,
    isTrial: sku.isTrial,
    billingCycle: line.billingCycle,
    termDuration: term,
    renewsToTerm: line.renewsTo?.termDuration ?? null,
    promotionId: line.promotionId ?? null,
    partnerId: partnerOnRecord(line),
    isMicrosoftProduct: sku.publisher.startsWith("Microsoft"),
    publisherName: sku.publisher,
    scheduledNextTerm: null,
    scheduledActions: [],
    nextCharge: null,
    extendedServiceTerm: false,
    extendedFrom: null,
    customTermEndDate: line.customTermEndDate ?? null,
    suspensionReasons: [],
    renewingUntil: null,
    statusSince: start,
    updates: 0,
  };
}

/** Makes a pending order out of checked lines; its subscriptions exist from now on but are not shown yet. Software for good has none. */
export function placeOrder(
  world: World,
  customer: Customer,
  lines: CartLine[],
  cartId: string | null,
  now: Date,
): Order {
  const { settings } = world.state;
  const id = newOrderId();
  const orderLines = lines.map((line, index): OrderLine => {
    const parts = catalogItem(line.catalogItemId);
    const sku = parts && world.catalogue.sku(parts.productId, parts.skuId, now);
    if (!sku) {
      throw new Error(`The line ${line.catalogItemId} was not checked before it was ordered.`);
    }
    const subscription = sku.kind === "perpetual" ? null : newSubscription(customer, sku, line, id, now);
    if (subscription) {
      world.state.subscriptions[subscription.id] = subscription;
    }
    return {
      kind: sku.kind,
      lineItemNumber: index,
      offerId: line.catalogItemId,
      subscriptionId: subscription?.id ?? null,
      termDuration: line.termDuration,
      friendlyName: line.friendlyName ?? sku.title,
      quantity: line.quantity,
      pricing: line.pricing,
      customTermEndDate: line.customTermEndDate,
      renewsTo: line.renewsTo,
      partnerIdOnRecord: partnerOnRecord(line) || undefined,
    };
  });
  const later = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
  const order: Order = {
    id,
    customerId: customer.id,
    cartId,
    billingCycle: lines[0]?.billingCycle ?? "none",
    currencyCode: lines[0]?.currencyCode ?? "USD",
    lines: orderLines,
    creationDate: now.toISOString(),
    visibleAt: later(settings.orderVisibilityDelayMs),
    completesAt: later(settings.provisioningDelayMs),
    status: "pending",
  };
  world.state.orders[id] = order;
  return order;
}
