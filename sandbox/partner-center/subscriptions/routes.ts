import { requireAgreement } from "../customers/agreements";
import { customerOf } from "../customers/find";
import { invalidProperty, refusal } from "../errors";
import { collection } from "../http/json";
import { parseBody } from "../http/parse";
import type { Call, Reply, Route } from "../http/route";
import { param } from "../http/route";
import type { Subscription } from "../state";
import type { World } from "../world";
import { applyUpdate } from "./apply-update";
import { checkUpdate } from "./check-update";
import { customTermEndDates } from "./custom-term-ends";
import { requireOneChange } from "./one-change";
import { postpone } from "./pending-updates";
import { etagOf, subscriptionBody } from "./present";
import { updateSchema } from "./update-input";

/** While its order is pending a subscription is not shown, unless the order already names it. */
const isShown = (world: World, subscription: Subscription) =>
  subscription.status !== "pending" || world.state.settings.subscriptionIdWhilePending;

/** The subscription of a request; an unknown, foreign or hidden one is 404/20003. */
export function subscriptionOf(world: World, call: Call): Subscription {
  const customer = customerOf(world, call);
  const id = param(call, "subscriptionId");
  const found = world.state.subscriptions[id.toLowerCase()];
  if (found?.customerId !== customer.id || !isShown(world, found)) {
    throw refusal("20003", `Subscription with ID ${id} not found.`);
  }
  return found;
}

function listSubscriptions(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  const { order_id: orderId, mpn_id: mpnId } = call.query;
  const found = Object.values(world.state.subscriptions).filter(
    (one) =>
      one.customerId === customer.id &&
      isShown(world, one) &&
      (!orderId || one.orderId === orderId) &&
      (!mpnId || one.partnerId === mpnId),
  );
  return { status: 200, body: collection(found.map((one) => subscriptionBody(world, one, call.now))) };
}

/**
 * Refuses (412/2055) a change of what has changed since it was read. Nobody has to say what was read. The table of codes has
 * 400 for it, that of the statuses 412.
 */
function requireEtag(subscription: Subscription, call: Call): void {
  const known = call.header("If-Match")?.replaceAll(/^W\/|"/g, "");
  if (known !== undefined && known !== "*" && known !== etagOf(subscription)) {
    throw refusal("2055");
  }
}

/** Takes the complete resource with one change in it; 200 with the result, or 202 + Location when it takes time. */
function updateSubscription(world: World, call: Call): Reply {
  const subscription = subscriptionOf(world, call);
  const update = parseBody(updateSchema, call.body, invalidProperty);
  if (update.id && update.id.toLowerCase() !== subscription.id) {
    throw invalidProperty("id is that of another subscription.");
  }
  requireEtag(subscription, call);
  if (world.state.settings.oneChangePerUpdate) {
    requireOneChange(subscription, update);
  }
  if (update.quantity !== subscription.quantity) {
    // One distributor says that the agreement is wanted for changes as well, and the older page said so of seats.
    requireAgreement(customerOf(world, call), call.now);
  }
  checkUpdate(world, subscription, update, call.now);
  if (postpone(world, subscription, update, call)) {
    const Location = `/customers/${subscription.customerId}/subscriptions/${subscription.id}`;
    return { status: 202, headers: { Location } };
  }
  applyUpdate(world, subscription, update, call.now);
  return { status: 200, body: subscriptionBody(world, subscription, call.now) };
}

const provisioningWords: Partial<Record<Subscription["status"], string>> = { active: "success", pending: "pending" };

function provisioningStatus(world: World, call: Call): Reply {
  const subscription = subscriptionOf(world, call);
  return {
    status: 200,
    body: {
      skuId: subscription.skuId,
      status: provisioningWords[subscription.status] ?? "failed",
      quantity: subscription.quantity,
      endDate: `${subscription.commitmentEndsOn}T00:00:00Z`,
      attributes: { objectType: "SubscriptionProvisioningStatus" },
    },
  };
}

/** New-commerce add-ons are subscriptions of their own; those that stand on this one's SKU are listed. */
function listAddons(world: World, call: Call): Reply {
  const base = subscriptionOf(world, call);
  const found = Object.values(world.state.subscriptions).filter(
    (one) =>
      one.customerId === base.customerId &&
      isShown(world, one) &&
      world.prerequisites[`${one.productId}:${one.skuId}`]?.includes(`${base.productId}:${base.skuId}`),
  );
  return { status: 200, body: collection(found.map((one) => subscriptionBody(world, one, call.now))) };
}

const path = "/v1/customers/:customerId/subscriptions";

export const subscriptionRoutes: Route[] = [
  { method: "get", path, access: "any", handle: listSubscriptions },
  { method: "get", path: `${path}/customTermEndDates`, access: "any", handle: customTermEndDates },
  {
    method: "get",
    path: `${path}/:subscriptionId`,
    access: "any",
    handle: (world, call) => ({
      status: 200,
      body: subscriptionBody(world, subscriptionOf(world, call), call.now),
    }),
  },
  { method: "patch", path: `${path}/:subscriptionId`, access: "any", handle: updateSubscription },
  { method: "get", path: `${path}/:subscriptionId/provisioningstatus`, access: "user", handle: provisioningStatus },
  { method: "get", path: `${path}/:subscriptionId/addons`, access: "any", handle: listAddons },
];
