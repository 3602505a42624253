import type { Subscription } from "../state";
import { announceSubscription } from "../webhooks/announce";
import type { World } from "../world";

/** The reason of a suspension that the partner asked for. With any other one the vendor alone can end it. */
export const BY_PARTNER = "Manual";

/**
 * Sets a status, with what follows from it, and announces the change. A suspended subscription is billed on, its term runs out,
 * and its auto-renew stays off until it is set again.
 *
 * @param reasons why it is suspended, where it is
 */
export function changeStatus(
  world: World,
  subscription: Subscription,
  status: Subscription["status"],
  at: Date,
  reasons: readonly string[] = [BY_PARTNER],
): void {
  subscription.status = status;
  subscription.statusSince = at.toISOString();
  subscription.suspensionReasons = status === "suspended" ? [...reasons] : [];
  if (status !== "active") {
    subscription.autoRenewEnabled = false;
    subscription.scheduledNextTerm = null;
    subscription.scheduledActions = [];
    subscription.renewingUntil = null;
  }
  announceSubscription(world, subscription, at);
}
