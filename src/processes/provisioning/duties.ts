import { PROVISIONING_MODULE, type ProvisioningModuleService } from "../../modules/provisioning";
import { SUBSCRIPTION_MODULE, type SubscriptionModuleService } from "../../modules/subscription";
import { syncDueSubscriptions } from "../subscription/sync-subscription";
import type { Duty } from "../ticker/duty";
import { runDueTasks } from "./run-due-tasks";
import { sweepOrders } from "./sweep-orders";

/** Finds paid orders whose event was lost. It has no date of its own: it runs whenever the ticker does. */
export const orderSweepDuty: Duty = {
  name: "order-sweep",
  async run(container, now) {
    return { done: await sweepOrders(container, now), nextDueAt: null };
  },
};

/** Carries orders out at their vendors. */
export const provisioningDuty: Duty = {
  name: "provisioning",
  async run(container, now) {
    const done = await runDueTasks(container, now);
    return { done, nextDueAt: await container.resolve<ProvisioningModuleService>(PROVISIONING_MODULE).nextDueAt() };
  },
};

/** Reads subscriptions at their vendors: daily, and when a term ends, to see its renewal. */
export const subscriptionSyncDuty: Duty = {
  name: "subscription-sync",
  async run(container, now) {
    const done = await syncDueSubscriptions(container, now);
    return { done, nextDueAt: await container.resolve<SubscriptionModuleService>(SUBSCRIPTION_MODULE).nextSyncAt() };
  },
};
