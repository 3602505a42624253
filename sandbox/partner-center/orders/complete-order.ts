import type { Order } from "../state";
import type { World } from "../world";

/** Finishes a pending order: its subscriptions become active. There is no event for this; partners poll. */
export function completeOrder(world: World, order: Order, at: Date): void {
  order.status = "completed";
  for (const line of order.lines) {
    const subscription = world.state.subscriptions[line.subscriptionId];
    if (subscription?.status === "pending") {
      subscription.status = "active";
      subscription.statusSince = at.toISOString();
    }
  }
}
