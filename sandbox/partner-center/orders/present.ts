import Decimal from "decimal.js";
import { catalogItem } from "../catalog/catalogue";
import { link } from "../http/json";
import type { Order, OrderLine } from "../state";
import type { World } from "../world";

function lineBody(world: World, order: Order, line: OrderLine, country: string) {
  const parts = catalogItem(line.offerId);
  const product = `/products/${parts?.productId}`;
  const sku = `${product}/skus/${parts?.skuId}`;
  const shown = order.status !== "pending" || world.state.settings.subscriptionIdWhilePending;
  const named = shown && line.subscriptionId !== null;
  const subscription = `/customers/${order.customerId}/subscriptions/${line.subscriptionId}`;
  return {
    lineItemNumber: line.lineItemNumber,
    offerId: line.offerId,
    ...(named ? { subscriptionId: line.subscriptionId } : {}),
    ...(line.termDuration ? { termDuration: line.termDuration } : {}),
    transactionType: "New",
    friendlyName: line.friendlyName,
    quantity: line.quantity,
    ...(line.partnerIdOnRecord ? { partnerIdOnRecord: line.partnerIdOnRecord } : {}),
    ...(line.customTermEndDate ? { customTermEndDate: line.customTermEndDate } : {}),
    ...(line.renewsTo ? { renewsTo: line.renewsTo } : {}),
    ...(line.pricing ? { pricing: line.pricing } : {}),
    links: {
      product: link(`${product}?country=${country}`),
      sku: link(`${sku}?country=${country}`),
      availability: link(`${sku}/availabilities/${parts?.availabilityId}?country=${country}`),
      ...(named
        ? { subscription: link(subscription), provisioningStatus: link(`${subscription}/provisioningstatus`) }
        : {}),
    },
  };
}

export function orderBody(world: World, order: Order) {
  const self = `/customers/${order.customerId}/orders/${order.id}`;
  const country = world.state.customers[order.customerId]?.address.country ?? "US";
  const prices = order.lines.flatMap((line) => (line.pricing ? [line.pricing.extendedPrice] : []));
  return {
    id: order.id,
    alternateId: order.id,
    referenceCustomerId: order.customerId,
    billingCycle: order.billingCycle,
    currencyCode: order.currencyCode,
    currencySymbol: order.currencyCode === "USD" ? "US$" : order.currencyCode,
    lineItems: order.lines.map((line) => lineBody(world, order, line, country)),
    creationDate: order.creationDate,
    status: order.status,
    transactionType: "UserPurchase",
    links: {
      self: link(self),
      provisioningStatus: link(`${self}/provisioningstatus`),
      patchOperation: link(self, "PATCH"),
    },
    totalPrice: prices.reduce((total, price) => total.plus(price), new Decimal(0)).toNumber(),
    client: {},
    attributes: { objectType: "Order" },
  };
}
