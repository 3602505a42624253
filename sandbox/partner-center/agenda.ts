import { settleQualification } from "./customers/qualifications";
import { completeOrder } from "./orders/complete-order";
import { advanceLifecycle, nextLifecycleAt } from "./subscriptions/lifecycle";
import { applyPendingUpdate } from "./subscriptions/pending-updates";
import { attemptDelivery } from "./webhooks/deliver";
import type { World } from "./world";

interface Due {
  at: string;
  run(at: Date): void;
}

/** The earliest thing that happens by itself: an order completes, a term ends, an event is sent. */
export function nextDue(world: World): Due | null {
  const { state } = world;
  let first: Due | null = null;
  const offer = (at: string | null, run: (at: Date) => void) => {
    if (at !== null && (first === null || at < first.at)) {
      first = { at, run };
    }
  };
  for (const order of Object.values(state.orders)) {
    offer(order.status === "pending" ? order.completesAt : null, (at) => completeOrder(world, order, at));
  }
  for (const update of state.pendingUpdates) {
    offer(update.dueAt, (at) => applyPendingUpdate(world, update, at));
  }
  for (const subscription of Object.values(state.subscriptions)) {
    offer(nextLifecycleAt(subscription), (at) => advanceLifecycle(world, subscription, at));
  }
  for (const customer of Object.values(state.customers)) {
    for (const qualification of customer.qualifications) {
      offer(qualification.vettingStatus === "InReview" ? qualification.decidedAt : null, () =>
        settleQualification(qualification),
      );
    }
  }
  for (const delivery of state.deliveries) {
    offer(delivery.nextAttemptAt, () => attemptDelivery(world, delivery));
  }
  return first;
}

/** Does everything that is due, each at its own instant, however far the clock has jumped. */
export function settle(world: World): void {
  const now = world.clock.now().toISOString();
  let happened = false;
  for (let due = nextDue(world); due && due.at <= now; due = nextDue(world)) {
    due.run(new Date(due.at));
    happened = true;
  }
  if (happened) {
    world.changed();
  }
}
