import type { Subscription } from "../state";
import { announceSubscription } from "../webhooks/announce";
import type { World } from "../world";
import { changeStatus } from "./change-status";
import { dayOf, lastDayOfTerm } from "./term-dates";
import { addSeats, removeSeats } from "./tranches";
import type { SubscriptionUpdate } from "./update-input";

function applyQuantity(subscription: Subscription, quantity: number, now: Date): boolean {
  const change = quantity - subscription.quantity;
  if (change > 0) {
    addSeats(subscription, change, now);
  } else if (change < 0) {
    removeSeats(subscription, -change, now);
  }
  return change !== 0;
}

/** A longer term begins at once; another billing cycle begins with the next charge. */
function applyPlan(subscription: Subscription, update: SubscriptionUpdate, now: Date): boolean {
  const term = update.termDuration ?? subscription.termDuration;
  const cycle = update.billingCycle ?? subscription.billingCycle;
  if (term !== subscription.termDuration) {
    subscription.termDuration = term;
    subscription.billingCycle = cycle;
    subscription.effectiveStartDate = now.toISOString();
    subscription.commitmentEndsOn = lastDayOfTerm(dayOf(now), term);
    subscription.nextCharge = null;
    return true;
  }
  if (cycle !== subscription.billingCycle) {
    const { productId, skuId, availabilityId, quantity } = subscription;
    const product = { productId, skuId, availabilityId, billingCycle: cycle, termDuration: term };
    subscription.nextCharge = { product, quantity };
    return true;
  }
  return false;
}

/** Carries out a checked update. A change in the middle of a term deletes what was scheduled for its end. */
export function applyUpdate(world: World, subscription: Subscription, update: SubscriptionUpdate, now: Date): void {
  subscription.updates += 1;
  subscription.friendlyName = update.friendlyName ?? subscription.friendlyName;
  if (update.status !== subscription.status) {
    changeStatus(world, subscription, update.status === "deleted" ? "deleted" : statusOf(update), now);
    return;
  }
  subscription.autoRenewEnabled = update.autoRenewEnabled;
  const resized = applyQuantity(subscription, update.quantity, now);
  const replanned = applyPlan(subscription, update, now);
  const keepSchedules = !resized && !replanned;
  subscription.scheduledNextTerm = keepSchedules ? (update.scheduledNextTermInstructions ?? null) : null;
  subscription.scheduledActions = keepSchedules ? [...(update.scheduledActions ?? [])] : [];
  announceSubscription(world, subscription, now);
}

const statusOf = (update: SubscriptionUpdate) => (update.status === "suspended" ? "suspended" : "active");
