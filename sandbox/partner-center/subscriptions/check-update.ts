import { findTerm, offerKey, type Sku } from "../catalog/catalogue";
import { isCancelledAtOrder } from "../catalog/product-kind";
import { invalidProperty, refusal } from "../errors";
import type { ScheduledAction, Subscription } from "../state";
import type { World } from "../world";
import { BY_PARTNER } from "./change-status";
import { extendedTermFor, isSettable } from "./extended-service";
import { SANDBOX_LIMITS, seatsHeld } from "./limits";
import { refuseBeforeTermEnd, refuseWhileRenewing } from "./renewal-lock";
import { termMonths } from "./term-dates";
import { refundableSeats } from "./tranches";
import { upgradeTargets } from "./transition-eligibility";
import type { NextTermInput, SubscriptionUpdate } from "./update-input";

const NONE = { productId: "", skuId: "" };

const canCancel = (subscription: Subscription, now: Date) =>
  Date.parse(subscription.cancellationAllowedUntil) > now.getTime();

function checkState(world: World, subscription: Subscription, now: Date): void {
  const busy = world.state.pendingUpdates.some((update) => update.subscriptionId === subscription.id);
  if (busy) {
    throw refusal("800082");
  }
  refuseWhileRenewing(subscription, now);
  switch (subscription.status) {
    case "deleted":
      throw refusal("2011", `The deleted subscription ${subscription.id} cannot be updated.`);
    case "pending":
      throw refusal("800081");
    case "expired":
    case "disabled":
      throw refusal("900279");
    default:
  }
  if (subscription.updates >= world.state.settings.maxUpdatesPerSubscription) {
    throw refusal("900311");
  }
}

function checkStatus(subscription: Subscription, update: SubscriptionUpdate, now: Date): void {
  if (update.status === subscription.status) {
    return;
  }
  if (subscription.isTrial) {
    throw refusal("800096");
  }
  switch (update.status) {
    case "suspended":
      if (update.quantity !== subscription.quantity) {
        throw refusal("2001");
      }
      return;
    case "active":
      if (subscription.suspensionReasons.some((reason) => reason !== BY_PARTNER)) {
        throw refusal("800040", "The subscription was suspended by Microsoft, which alone can end that.");
      }
      return;
    case "deleted":
      if (isCancelledAtOrder(subscription.kind)) {
        throw refusal("800096", `Software is cancelled at its order ${subscription.orderId}.`);
      }
      if (!canCancel(subscription, now)) {
        throw refusal("900117");
      }
      return;
    default:
      throw refusal("800040", `The status cannot be changed to ${update.status} from ${subscription.status}.`);
  }
}

function checkQuantity(world: World, subscription: Subscription, update: SubscriptionUpdate, now: Date): void {
  const change = update.quantity - subscription.quantity;
  if (change === 0) {
    return;
  }
  if (subscription.isTrial) {
    throw refusal("800095");
  }
  if (subscription.extendedServiceTerm) {
    throw refusal("800095", "The seats of an extended service term are fixed.");
  }
  const sku = world.catalogue.sku(subscription.productId, subscription.skuId, now);
  const [least, most] = [sku?.minimumQuantity ?? 1, sku?.maximumQuantity ?? 10_000];
  if (update.quantity < least || update.quantity > most) {
    throw refusal("2002", `The quantity must lie between ${least} and ${most}.`);
  }
  if (change > 0) {
    requireSeatsLeft(world, subscription, sku, update.quantity);
  }
  if (change < 0 && isCancelledAtOrder(subscription.kind)) {
    throw refusal("800090", "The seats of software cannot be decreased: cancel its order and buy it anew.");
  }
  const refundable = refundableSeats(subscription, now);
  if (change < 0 && refundable === 0) {
    throw refusal("900257");
  }
  if (-change > refundable) {
    throw refusal("800090", `The quantity can be decreased by at most ${refundable} seats.`);
  }
}

/** More seats than the tenant may have of a product in all its subscriptions: 403/800088; than the vendor's sandbox has: 400/800018. */
function requireSeatsLeft(world: World, subscription: Subscription, sku: Sku | null, quantity: number): void {
  const most = sku?.tenantSeatLimit ?? null;
  if (
    most !== null &&
    seatsHeld(world, subscription.customerId, subscription) - subscription.quantity + quantity > most
  ) {
    throw refusal("800088");
  }
  const { sandboxLimits } = world.state.settings;
  if (sandboxLimits && quantity > SANDBOX_LIMITS.seats) {
    throw refusal("800018");
  }
}

function checkPlan(world: World, subscription: Subscription, update: SubscriptionUpdate, now: Date): void {
  const term = update.termDuration ?? subscription.termDuration;
  const cycle = update.billingCycle ?? subscription.billingCycle;
  const sku = world.catalogue.sku(subscription.productId, subscription.skuId, now);
  const [product, skuId] = (update.offerId ?? "").split(":");
  if (update.offerId && (product !== subscription.productId || skuId !== subscription.skuId)) {
    throw invalidProperty("offerId: another product needs a transition or a schedule for the next term.");
  }
  if (term !== subscription.termDuration) {
    if (subscription.isTrial) {
      throw refusal("800107");
    }
    if (!sku?.terms.some((one) => one.duration === term)) {
      throw refusal("800121");
    }
    if (termMonths(term) < termMonths(subscription.termDuration)) {
      throw refusal("800122");
    }
  }
  const changed = term !== subscription.termDuration || cycle !== subscription.billingCycle;
  if (changed && (!sku || !findTerm(sku, term, cycle))) {
    throw refusal("900269");
  }
}

function checkNextTerm(world: World, next: NextTermInput, now: Date): void {
  const { productId, skuId, termDuration, billingCycle } = next.product;
  if (!world.catalogue.products(now).has(productId)) {
    throw refusal("400013");
  }
  const sku = world.catalogue.sku(productId, skuId, now);
  if (!sku) {
    throw refusal("400018");
  }
  if (!sku.terms.some((term) => term.duration === termDuration)) {
    throw refusal("900268");
  }
  if (!findTerm(sku, termDuration, billingCycle.toLowerCase())) {
    throw refusal("900269");
  }
  if (next.quantity < sku.minimumQuantity || next.quantity > sku.maximumQuantity) {
    throw refusal("2002");
  }
}

/** An action at the end of the term; what it refuses, and how, is an inference where no code of the vendor's is known. */
function checkAction(world: World, subscription: Subscription, action: ScheduledAction, now: Date): void {
  const { actionType, instructions } = action;
  switch (actionType) {
    case "RenewToExtendedServiceTerm":
      if (!extendedTermFor(world, subscription, now) || !isSettable(world, now)) {
        throw invalidProperty("scheduledActions: there is no extended service term for this subscription.");
      }
      return;
    case "RenewToNewTerm":
      if (subscription.extendedServiceTerm && !instructions) {
        throw invalidProperty("scheduledActions: instructions are required, to say which term follows.");
      }
      return;
    case "Transition":
      if (
        !upgradeTargets(world, subscription, now).some(
          (sku) => offerKey(sku) === offerKey(instructions?.product ?? NONE),
        )
      ) {
        throw invalidProperty("scheduledActions: instructions with an upgrade of this subscription are required.");
      }
      return;
    default:
  }
}

function checkSchedules(world: World, subscription: Subscription, update: SubscriptionUpdate, now: Date): void {
  const [action] = update.scheduledActions ?? [];
  if (action) {
    checkAction(world, subscription, action, now);
  }
  const renews = action?.actionType === "RenewToNewTerm" || action?.actionType === "Transition";
  const instructions = [update.scheduledNextTermInstructions, action?.instructions].filter(
    (one) => one !== null && one !== undefined,
  );
  if ((instructions.length > 0 || renews) && !update.autoRenewEnabled) {
    throw invalidProperty("scheduledNextTermInstructions: a schedule needs autoRenewEnabled true.");
  }
  for (const next of instructions) {
    checkNextTerm(world, next, now);
  }
  const sku = world.catalogue.sku(subscription.productId, subscription.skuId, now);
  if (update.autoRenewEnabled && !subscription.autoRenewEnabled && !sku) {
    throw refusal("800093");
  }
}

/** Refuses an update that breaks a rule; the codes are those of the vendor's error list. */
export function checkUpdate(world: World, subscription: Subscription, update: SubscriptionUpdate, now: Date): void {
  checkState(world, subscription, now);
  checkStatus(subscription, update, now);
  if (subscription.status === "suspended") {
    if (update.status === "suspended" || update.quantity !== subscription.quantity) {
      throw refusal("800091");
    }
    return;
  }
  if (update.status === "active") {
    refuseBeforeTermEnd(world, subscription, now);
    checkQuantity(world, subscription, update, now);
    checkPlan(world, subscription, update, now);
    checkSchedules(world, subscription, update, now);
  }
}
