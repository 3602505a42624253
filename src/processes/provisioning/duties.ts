import { PROVISIONING_MODULE, type TaskKind } from "../../modules/provisioning";
import { SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { readingsPausedUntil, syncDueSubscriptions } from "../subscription/sync-subscription";
import { type Duty, LEASES_LOOK_MS } from "../ticker/duty";
import { runDueTasks } from "./run-due-tasks";
import { sweepOrders } from "./sweep-orders";

/** Finds paid orders whose event was lost. It has no date of its own: it runs whenever the ticker does. */
export const orderSweepDuty: Duty = {
  name: "order-sweep",
  limitMs: 60_000,
  async run(container, now) {
    return { done: await sweepOrders(container, now), nextDueAt: null };
  },
};

/** Carries orders out at their vendors. Nearly all its time is waiting for them. */
export const provisioningDuty = taskDuty("provisioning", [
  "ensure_tenant",
  "attest_agreement",
  "place_order",
  "await_vendor",
]);

/** Invoices and captures what the vendor has confirmed, in places of its own: it keeps no vendor order waiting. */
export const settlementDuty = taskDuty("settlement", ["settle_order"]);

function taskDuty(name: string, kinds: readonly TaskKind[]): Duty {
  return {
    name,
    lookEveryMs: LEASES_LOOK_MS,
    limitMs: 300_000,
    places: 8,
    async run(container, now, alsoLook) {
      const done = await runDueTasks(container, now, { kinds, onLeased: alsoLook });
      const provisioning = container.resolve(PROVISIONING_MODULE);
      return { done, nextDueAt: await provisioning.nextDueAt(kinds) };
    },
  };
}

/** Reads subscriptions at their vendors: daily, and when a term ends, to see its renewal. */
export const subscriptionSyncDuty: Duty = {
  name: "subscription-sync",
  lookEveryMs: LEASES_LOOK_MS,
  limitMs: 300_000,
  // A price that becomes valid at midnight is the price of a term that begins then.
  follows: ["catalog-prices"],
  places: 4,
  async run(container, now, alsoLook) {
    const done = await syncDueSubscriptions(container, now, alsoLook);
    const nextDueAt = await container.resolve(SUBSCRIPTION_MODULE).readings.nextAt();
    const pausedUntil = await readingsPausedUntil(container);
    return { done, nextDueAt: nextDueAt && pausedUntil && nextDueAt < pausedUntil ? pausedUntil : nextDueAt };
  },
};
