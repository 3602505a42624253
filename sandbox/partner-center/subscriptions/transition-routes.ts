import { z } from "zod";
import { catalogItem, type Sku } from "../catalog/catalogue";
import { requireAgreement } from "../customers/agreements";
import { customerOf } from "../customers/find";
import { invalidProperty, refusal } from "../errors";
import { collection } from "../http/json";
import { parseBody } from "../http/parse";
import type { Call, Reply, Route } from "../http/route";
import { newGuid } from "../identifiers";
import type { Subscription, Transition } from "../state";
import type { World } from "../world";
import { refuseBeforeTermEnd, refuseWhileRenewing } from "./renewal-lock";
import { subscriptionOf } from "./routes";
import { transition } from "./transition";
import { siblingsOf, sourceErrors, targetErrors, upgradeTargets } from "./transition-eligibility";

function eligibility(world: World, source: Subscription, sku: Sku, operationId: string, now: Date) {
  const errors = sourceErrors(source);
  const siblings = siblingsOf(world, source, sku).map((one) => {
    const problems = targetErrors(source, one, now);
    return {
      isEligible: problems.length === 0,
      subscriptionId: one.id,
      subscriptionFriendlyName: one.friendlyName,
      subscriptionTermDuration: one.termDuration,
      subscriptionBillingCycle: one.billingCycle,
      errors: problems,
    };
  });
  return {
    operationId,
    catalogItemId: `${sku.productId}:${sku.skuId}:${world.catalogue.availabilityId(sku, now)}`,
    title: sku.title,
    description: sku.description,
    quantity: source.quantity,
    ...(siblings.length > 0 ? { subscriptionEligibilities: siblings } : {}),
    eligibilities: ["transition_only", "transition_with_license_transfer"].map((transitionType) => ({
      isEligible: errors.length === 0,
      transitionType,
      errors,
    })),
    attributes: { objectType: "TransitionEligibility" },
  };
}

function listEligibilities(world: World, call: Call): Reply {
  const source = subscriptionOf(world, call);
  if (!["immediate", "scheduled"].includes(call.query.eligibilityType?.toLowerCase() ?? "")) {
    throw invalidProperty("the query parameter eligibilityType must be immediate or scheduled.");
  }
  const operationId = newGuid();
  const items = upgradeTargets(world, source, call.now).map((sku) =>
    eligibility(world, source, sku, operationId, call.now),
  );
  return { status: 200, body: collection(items) };
}

const requestSchema = z.object({
  toCatalogItemId: z.string(),
  toSubscriptionId: z.string().nullish(),
  quantity: z.number().int().min(1),
  termDuration: z.string(),
  billingCycle: z.string().transform((cycle) => cycle.toLowerCase()),
  transitionType: z.enum(["transition_only", "transition_with_license_transfer"]),
  promotionId: z.string().optional(),
});

/** The page of the POST prints the events under a capital letter, that of the GET does not. */
const posted = ({ events, ...rest }: Transition) => ({ ...rest, Events: events });

function createTransition(world: World, call: Call): Reply {
  const source = subscriptionOf(world, call);
  requireAgreement(customerOf(world, call), call.now);
  refuseWhileRenewing(source, call.now);
  refuseBeforeTermEnd(world, source, call.now);
  const input = parseBody(requestSchema, call.body, invalidProperty);
  if (sourceErrors(source).length > 0) {
    throw refusal("800096");
  }
  const parts = catalogItem(input.toCatalogItemId);
  const sku = upgradeTargets(world, source, call.now).find(
    (one) => one.productId === parts?.productId && one.skuId === parts.skuId,
  );
  if (!sku) {
    throw refusal("800020", "The target is not an upgrade of this subscription.");
  }
  if (parts?.availabilityId !== world.catalogue.availabilityId(sku, call.now)) {
    throw refusal("400019");
  }
  if (input.quantity > source.quantity) {
    throw refusal("2002", `At most ${source.quantity} seats can be moved.`);
  }
  const target = siblingsOf(world, source, sku).find((one) => one.id === input.toSubscriptionId);
  if (input.toSubscriptionId && !target) {
    throw refusal("900236", "ToSubscriptionId is not a subscription of the target SKU.");
  }
  const fromCatalogItemId = `${source.productId}:${source.skuId}:${source.availabilityId}`;
  const holder = transition(world, source, { ...input, sku, target: target ?? null }, call.now);
  const timestamp = call.now.toISOString();
  const done: Transition = {
    fromCatalogItemId,
    fromSubscriptionId: source.id,
    toCatalogItemId: input.toCatalogItemId,
    toSubscriptionId: holder.id,
    quantity: input.quantity,
    termDuration: input.termDuration,
    billingCycle: input.billingCycle,
    transitionType: input.transitionType,
    ...(input.promotionId ? { promotionId: input.promotionId } : {}),
    events: [{ name: "Conversion", status: "Completed", timestamp }],
  };
  world.state.transitions.push(done);
  return { status: 200, body: posted(done) };
}

function listTransitions(world: World, call: Call): Reply {
  const source = subscriptionOf(world, call);
  return {
    status: 200,
    body: collection(world.state.transitions.filter((one) => one.fromSubscriptionId === source.id)),
  };
}

const path = "/v1/customers/:customerId/subscriptions/:subscriptionId";

export const transitionRoutes: Route[] = [
  { method: "get", path: `${path}/transitionEligibilities`, access: "any", handle: listEligibilities },
  { method: "post", path: `${path}/transitions`, access: "any", replays: true, handle: createTransition },
  { method: "get", path: `${path}/transitions`, access: "any", handle: listTransitions },
];
