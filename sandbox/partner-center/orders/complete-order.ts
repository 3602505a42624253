import type { Order } from "../state";
import { announceSubscription } from "../webhooks/announce";
import type { World } from "../world";

/** Finishes a pending order: its subscriptions become active. Outside the vendor's sandbox no event tells of it; partners poll. */
export function completeOrder(world: World, order: Order, at: Date): void {
  const { announceActivation, environment } = world.state.settings;
  order.status = "completed";
  for (const line of order.lines) {
    const subscription = world.state.subscriptions[line.subscriptionId ?? ""];
    if (subscription?.status === "pending") {
      subscription.status = "active";
      subscription.statusSince = at.toISOString();
      if (announceActivation && environment === "sandbox") {
        announceSubscription(world, subscription, at, "subscription-active");
      }
    }
  }
}
