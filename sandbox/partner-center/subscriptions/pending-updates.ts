import { takeFault } from "../faults/match";
import type { Call } from "../http/route";
import type { PendingUpdate, Subscription } from "../state";
import type { World } from "../world";
import { applyUpdate } from "./apply-update";
import { type SubscriptionUpdate, updateSchema } from "./update-input";

/** Puts a checked update off when the vendor is slow; returns whether it did. */
export function postpone(world: World, subscription: Subscription, update: SubscriptionUpdate, call: Call): boolean {
  const fault = takeFault(world.state, ["accept_update"], call.method, call.path);
  const delayMs = fault?.delayMs ?? world.state.settings.updateDelayMs;
  if (delayMs === 0) {
    return false;
  }
  world.state.pendingUpdates.push({
    customerId: subscription.customerId,
    subscriptionId: subscription.id,
    body: { ...update },
    dueAt: new Date(call.now.getTime() + delayMs).toISOString(),
  });
  return true;
}

/** Carries out an update that was answered with 202. */
export function applyPendingUpdate(world: World, pending: PendingUpdate, at: Date): void {
  world.state.pendingUpdates = world.state.pendingUpdates.filter((other) => other !== pending);
  const subscription = world.state.subscriptions[pending.subscriptionId];
  if (subscription) {
    applyUpdate(world, subscription, updateSchema.parse(pending.body), at);
  }
}
