import type { Subscription } from "../state";
import { announceSubscription } from "../webhooks/announce";
import type { World } from "../world";

/** Sets a status, with what follows from it, and announces the change. */
export function changeStatus(world: World, subscription: Subscription, status: Subscription["status"], at: Date): void {
  subscription.status = status;
  subscription.statusSince = at.toISOString();
  if (status !== "active") {
    subscription.autoRenewEnabled = false;
    subscription.scheduledNextTerm = null;
    subscription.scheduledActions = [];
    subscription.renewingUntil = null;
  }
  announceSubscription(world, subscription, at);
}
