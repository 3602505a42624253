import { z } from "zod";
import { buildLines } from "../carts/build-lines";
import { cartSchema } from "../carts/cart-input";
import { requireGoodStanding } from "../carts/checkout";
import { catalogItem } from "../catalog/catalogue";
import { isCancelledAtOrder } from "../catalog/product-kind";
import { requireAgreement } from "../customers/agreements";
import { customerOf, magicRefusal } from "../customers/find";
import { invalidInput, refusal } from "../errors";
import { collection, link } from "../http/json";
import { parseBody } from "../http/parse";
import type { Call, Reply, Route } from "../http/route";
import { param } from "../http/route";
import type { Order, OrderLine } from "../state";
import { changeStatus } from "../subscriptions/change-status";
import { windowEnd } from "../subscriptions/tranches";
import type { World } from "../world";
import { placeOrder } from "./place-order";
import { orderBody } from "./present";

const isVisible = (order: Order, now: Date) => Date.parse(order.visibleAt) <= now.getTime();

function orderOf(world: World, call: Call): Order {
  const order = world.state.orders[param(call, "orderId")];
  if (order?.customerId !== customerOf(world, call).id || !isVisible(order, call.now)) {
    throw refusal("20000", `Order ${param(call, "orderId")} not found.`);
  }
  return order;
}

function listOrders(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  const orders = Object.values(world.state.orders).filter(
    (order) => order.customerId === customer.id && isVisible(order, call.now),
  );
  return {
    status: 200,
    body: collection(
      orders.map((order) => orderBody(world, order)),
      { self: link(`/customers/${customer.id}/orders`) },
    ),
  };
}

const createSchema = z.object({
  partnerOnRecordAttestationAccepted: z.boolean().optional(),
  referenceCustomerId: z.string().optional(),
  billingCycle: z.string(),
  currencyCode: z.string().optional(),
  lineItems: z
    .array(
      z.object({
        lineItemNumber: z.number().int().min(0),
        offerId: z.string(),
        quantity: z.number().int(),
        friendlyName: z.string().optional(),
        termDuration: z.string().optional(),
        promotionId: z.string().optional(),
      }),
    )
    .min(1),
});

/** The direct way to an order, without a cart. Every fault of a line is a refusal here. */
function createOrder(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  requireAgreement(customer, call.now);
  requireGoodStanding(customer);
  const input = parseBody(createSchema, call.body);
  const cart = cartSchema.safeParse({
    lineItems: input.lineItems.map(({ offerId, lineItemNumber, ...line }) => ({
      ...line,
      id: lineItemNumber,
      catalogItemId: offerId,
      billingCycle: input.billingCycle,
    })),
  });
  if (!cart.success) {
    throw invalidInput(cart.error.issues[0]?.message ?? "the lines are not understood.");
  }
  for (const { offerId } of input.lineItems) {
    const parts = catalogItem(offerId);
    const sku = parts && world.catalogue.sku(parts.productId, parts.skuId, call.now);
    if (!parts || !sku || parts.availabilityId !== world.catalogue.availabilityId(sku, call.now)) {
      throw refusal("400019", `The availability of ${offerId} was not found.`);
    }
  }
  const lines = buildLines(world, customer, cart.data, call.now);
  const wrong = lines.find((line) => line.error);
  if (wrong) {
    throw refusal("800009", wrong.error?.errorDescription);
  }
  if (magicRefusal(customer)) {
    throw refusal("800069");
  }
  return { status: 201, body: orderBody(world, placeOrder(world, customer, lines, null, call.now)) };
}

function provisioningStatus(world: World, call: Call): Reply {
  const order = orderOf(world, call);
  const status = order.status === "completed" ? "fulfilled" : "Unfulfilled";
  const items = order.lines.map((line) => ({
    orderLineItemId: line.lineItemNumber,
    lineItemNumber: line.lineItemNumber,
    status,
    quantityProvisioningInformation: [{ quantity: line.quantity, status }],
  }));
  return { status: 200, body: collection(items) };
}

const patchSchema = z.object({ id: z.string().optional(), status: z.string().transform((text) => text.toLowerCase()) });

/** Until when software can be cancelled: from the purchase, or from the renewal, of what there is a subscription of. */
function cancellableUntil(world: World, order: Order, line: OrderLine): string {
  const subscription = world.state.subscriptions[line.subscriptionId ?? ""];
  return subscription?.cancellationAllowedUntil ?? windowEnd(new Date(order.creationDate), line.kind);
}

/** Refuses what the vendor refuses: in production all but software, which has a window everywhere. */
function checkCancellation(world: World, order: Order, now: Date): void {
  if (order.status === "cancelled") {
    throw refusal("800061");
  }
  for (const line of order.lines) {
    if (isCancelledAtOrder(line.kind)) {
      if (Date.parse(cancellableUntil(world, order, line)) <= now.getTime()) {
        throw refusal("900117", "You have passed the cancellation window of this software.");
      }
    } else if (world.state.settings.environment !== "sandbox") {
      throw refusal("800019");
    }
  }
}

/**
 * Cancels an order as a whole. That is the way to give software back; of all else it is for the integration sandbox, and in
 * production the subscription is cancelled.
 */
function patchOrder(world: World, call: Call): Reply {
  const order = orderOf(world, call);
  if (parseBody(patchSchema, call.body).status !== "cancelled") {
    throw refusal("800061");
  }
  checkCancellation(world, order, call.now);
  order.status = "cancelled";
  for (const line of order.lines) {
    const subscription = world.state.subscriptions[line.subscriptionId ?? ""];
    if (subscription) {
      changeStatus(world, subscription, "deleted", call.now);
    }
  }
  return { status: 200, body: orderBody(world, order) };
}

const path = "/v1/customers/:customerId/orders";

export const orderRoutes: Route[] = [
  { method: "post", path, access: "any", replays: true, handle: createOrder },
  { method: "get", path, access: "any", handle: listOrders },
  {
    method: "get",
    path: `${path}/:orderId`,
    access: "any",
    handle: (world, call) => ({ status: 200, body: orderBody(world, orderOf(world, call)) }),
  },
  { method: "get", path: `${path}/:orderId/provisioningstatus`, access: "user", handle: provisioningStatus },
  { method: "patch", path: `${path}/:orderId`, access: "any", handle: patchOrder },
];
