import type { Sku } from "../catalog/catalogue";
import type { NextTermInstructions, Subscription } from "../state";
import { announceSubscription } from "../webhooks/announce";
import type { World } from "../world";
import { dayOf, lastDayOfTerm, termOver } from "./term-dates";
import { windowEnd } from "./tranches";

/** What was scheduled for the next term; a scheduled action wins over the older instructions. */
function instructionsOf(subscription: Subscription): NextTermInstructions | null {
  const [action] = subscription.scheduledActions;
  return action?.instructions ?? subscription.scheduledNextTerm;
}

/** The paid SKU a trial becomes: same product, yearly, billed monthly. */
function paidSuccessor(world: World, subscription: Subscription, at: Date): string | null {
  const skus = [...(world.catalogue.products(at).get(subscription.productId)?.skus.values() ?? [])];
  const paid = skus.find(
    (sku) => !sku.isTrial && sku.terms.some((term) => term.duration === "P1Y" && term.billingCycle === "monthly"),
  );
  return paid?.skuId ?? null;
}

function startTerm(subscription: Subscription, start: Date): void {
  subscription.effectiveStartDate = start.toISOString();
  subscription.commitmentEndsOn = lastDayOfTerm(dayOf(start), subscription.termDuration);
  subscription.cancellationAllowedUntil = windowEnd(start, subscription.kind);
  subscription.tranches = [{ quantity: subscription.quantity, allowedUntil: windowEnd(start, subscription.kind) }];
  subscription.nextCharge = null;
  subscription.promotionId = null;
  subscription.customTermEndDate = null;
}

/**
 * Begins the next term at `start` (00:00 UTC of the day after the last one): with the scheduled instructions, else with
 * the same product, quantity, term and billing. The anchor of a monthly term is not kept: 28 February renews to
 * 28 March.
 */
export function renew(world: World, subscription: Subscription, start: Date): void {
  const next = instructionsOf(subscription);
  if (next) {
    const { product } = next;
    const sku = world.catalogue.sku(product.productId, product.skuId, start);
    const renamed = subscription.friendlyName !== subscription.offerName;
    subscription.productId = product.productId;
    subscription.skuId = product.skuId;
    subscription.offerName = sku?.title ?? subscription.offerName;
    subscription.friendlyName = renamed ? subscription.friendlyName : subscription.offerName;
    subscription.billingCycle = product.billingCycle.toLowerCase();
    subscription.termDuration = product.termDuration;
    subscription.quantity = next.quantity;
  } else if (subscription.isTrial) {
    subscription.skuId = paidSuccessor(world, subscription, start) ?? subscription.skuId;
    subscription.offerName =
      world.catalogue.sku(subscription.productId, subscription.skuId, start)?.title ?? subscription.offerName;
    subscription.friendlyName = subscription.offerName;
    subscription.billingCycle = "monthly";
    subscription.termDuration = "P1Y";
  } else if (subscription.renewsToTerm) {
    subscription.termDuration = subscription.renewsToTerm;
  } else if (subscription.nextCharge) {
    subscription.billingCycle = subscription.nextCharge.product.billingCycle.toLowerCase();
  }
  subscription.isTrial = false;
  subscription.extendedServiceTerm = false;
  subscription.extendedFrom = null;
  subscription.renewsToTerm = null;
  subscription.scheduledNextTerm = null;
  subscription.scheduledActions = [];
  subscription.renewingUntil = null;
  subscription.availabilityId = world.catalogue.availabilityId(subscription, start);
  startTerm(subscription, start);
  if (next?.customTermEndDate) {
    subscription.commitmentEndsOn = next.customTermEndDate.slice(0, 10);
    subscription.customTermEndDate = next.customTermEndDate;
  }
  announceSubscription(world, subscription, start);
}

/**
 * Puts a subscription into its extended service term, or into the next month of it. The SKU, the month, the billing and that it
 * renews itself are documented; that the subscription keeps its id is an INFERENCE. Seats are fixed, so no batch can be given
 * back; it can be cancelled on any day.
 */
export function extendService(world: World, subscription: Subscription, extended: Sku, start: Date): void {
  const renamed = subscription.friendlyName !== subscription.offerName;
  subscription.extendedServiceTerm = true;
  subscription.extendedFrom = extended.extends ?? subscription.extendedFrom;
  subscription.skuId = extended.skuId;
  subscription.offerName = extended.title;
  subscription.friendlyName = renamed ? subscription.friendlyName : extended.title;
  subscription.termDuration = "P1M";
  subscription.billingCycle = "monthly";
  subscription.autoRenewEnabled = true;
  subscription.renewsToTerm = null;
  subscription.scheduledNextTerm = null;
  subscription.scheduledActions = [];
  subscription.renewingUntil = null;
  subscription.availabilityId = world.catalogue.availabilityId(extended, start);
  startTerm(subscription, start);
  subscription.tranches = [];
  subscription.cancellationAllowedUntil = termOver(subscription).toISOString();
  announceSubscription(world, subscription, start);
}
