import { findTerm, type Sku } from "../catalog/catalogue";
import { refusal } from "../errors";
import { newGuid } from "../identifiers";
import type { Subscription } from "../state";
import { announceSubscription } from "../webhooks/announce";
import type { World } from "../world";
import { changeStatus } from "./change-status";
import { dayOf, lastDayOfTerm, termMonths } from "./term-dates";
import { windowEnd } from "./tranches";
import { targetErrors } from "./transition-eligibility";

export interface TransitionPlan {
  sku: Sku;
  quantity: number;
  termDuration: string;
  billingCycle: string;
  target: Subscription | null;
}

function requirePlan(source: Subscription, plan: TransitionPlan, now: Date): void {
  if (termMonths(plan.termDuration) < termMonths(source.termDuration)) {
    throw refusal("900267", "The target term is shorter than the current one.");
  }
  if (!plan.sku.terms.some((term) => term.duration === plan.termDuration)) {
    throw refusal("900268");
  }
  if (!findTerm(plan.sku, plan.termDuration, plan.billingCycle)) {
    throw refusal("900269");
  }
  const [problem] = plan.target ? targetErrors(source, plan.target, now) : [];
  if (problem) {
    throw refusal("900236", `ToSubscriptionId is not valid: ${problem.description}`);
  }
}

function convert(
  world: World,
  subscription: Subscription,
  source: Subscription,
  plan: TransitionPlan,
  now: Date,
): void {
  const leaves = source.extendedServiceTerm;
  const begins = leaves || plan.termDuration !== source.termDuration;
  subscription.productId = plan.sku.productId;
  subscription.skuId = plan.sku.skuId;
  subscription.availabilityId = world.catalogue.availabilityId(plan.sku, now);
  subscription.offerName = plan.sku.title;
  subscription.friendlyName = plan.sku.title;
  subscription.termDuration = plan.termDuration;
  subscription.billingCycle = plan.billingCycle;
  subscription.promotionId = null;
  subscription.scheduledNextTerm = null;
  subscription.scheduledActions = [];
  subscription.extendedServiceTerm = false;
  subscription.extendedFrom = null;
  if (begins) {
    subscription.effectiveStartDate = now.toISOString();
    subscription.commitmentEndsOn = lastDayOfTerm(dayOf(now), plan.termDuration);
  }
  if (leaves) {
    // An upgrade inherits the window of the licence before; an extended service term has none that could be inherited.
    subscription.tranches = [{ quantity: plan.quantity, allowedUntil: windowEnd(now, subscription.kind) }];
    subscription.cancellationAllowedUntil = windowEnd(now, subscription.kind);
  }
}

/** Takes seats out of a subscription whatever their windows: they live on in another one. */
function takeSeats(source: Subscription, count: number): void {
  source.quantity -= count;
  let surplus = source.tranches.reduce((total, tranche) => total + tranche.quantity, 0) - source.quantity;
  for (const tranche of source.tranches) {
    const taken = Math.min(Math.max(surplus, 0), tranche.quantity);
    tranche.quantity -= taken;
    surplus -= taken;
  }
  source.tranches = source.tranches.filter((tranche) => tranche.quantity > 0);
}

/**
 * Moves seats to a higher SKU and returns the subscription that holds them: the same one when all seats go, an existing
 * one when it is named, else a new one that ends with the source and inherits its cancellation window.
 */
export function transition(world: World, source: Subscription, plan: TransitionPlan, now: Date): Subscription {
  requirePlan(source, plan, now);
  const all = plan.quantity === source.quantity;
  if (plan.target) {
    plan.target.quantity += plan.quantity;
    announceSubscription(world, plan.target, now);
    if (all) {
      changeStatus(world, source, "deleted", now);
    } else {
      takeSeats(source, plan.quantity);
      announceSubscription(world, source, now);
    }
    return plan.target;
  }
  if (all) {
    convert(world, source, source, plan, now);
    announceSubscription(world, source, now);
    return source;
  }
  const made: Subscription = {
    ...structuredClone(source),
    id: newGuid(),
    quantity: plan.quantity,
    tranches: [{ quantity: plan.quantity, allowedUntil: source.cancellationAllowedUntil }],
    creationDate: now.toISOString(),
  };
  convert(world, made, source, plan, now);
  world.state.subscriptions[made.id] = made;
  takeSeats(source, plan.quantity);
  announceSubscription(world, source, now);
  return made;
}
