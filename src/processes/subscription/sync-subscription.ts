import type { MedusaContainer } from "@medusajs/framework/types";
import { vendorAdapter } from "../../connections/vendors";
import { backOffMs } from "../../domain/retry";
import { type LeasedSubscription, SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { logOf } from "../../telemetry/log";
import { wakeTicker } from "../ticker";
import { applyReading } from "./apply-reading";
import { nextSyncAt } from "./next-sync";
import { vendorState } from "./vendor-state";

const SUBSCRIPTIONS_PER_RUN = 50;
const AFTER_FAILURE = { firstMs: 60_000, longestMs: 6 * 3_600_000 };

/**
 * Reads subscriptions whose reading is due at `now`, one after another, and moves our history forward to the vendor's.
 *
 * @param onLeased called when one was found: another worker may look for the next at once
 *
 * @returns how many were read.
 */
export async function syncDueSubscriptions(
  container: MedusaContainer,
  now: Date,
  onLeased?: () => void,
): Promise<number> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  for (let read = 0; read < SUBSCRIPTIONS_PER_RUN; read += 1) {
    const leased = await subscriptions.leaseDueForSync(now);
    if (leased === null) {
      return read;
    }
    onLeased?.();
    await syncSubscription(container, leased, now);
  }
  return SUBSCRIPTIONS_PER_RUN;
}

/**
 * Reads one subscription now, out of turn. `busy`: another worker is reading it, and may have asked the vendor before
 * what the caller knows of had happened: ask again.
 */
export async function syncSubscriptionNow(
  container: MedusaContainer,
  id: string,
  now: Date,
): Promise<"read" | "busy" | "over"> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  // Should this reading fail or the worker die, the next run makes it up.
  await subscriptions.requestSync(id, now);
  const leased = await subscriptions.leaseForSync(id);
  if (leased === null) {
    return (await subscriptions.isRead(id)) ? "busy" : "over";
  }
  await syncSubscription(container, leased, now);
  return "read";
}

async function syncSubscription(container: MedusaContainer, leased: LeasedSubscription, now: Date): Promise<void> {
  const { subscription, leaseToken, failures } = leased;
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const { id, vendor, vendorTenantId, vendorSubscriptionId } = subscription;
  const retryAt = new Date(now.getTime() + backOffMs(AFTER_FAILURE, failures, Math.random()));
  try {
    const outcome = await vendorAdapter(container, vendor).readSubscription({ vendorTenantId, vendorSubscriptionId });
    if (outcome.kind !== "done") {
      await subscriptions.failSync(id, leaseToken, outcome.detail, retryAt);
      return;
    }
    const read = outcome.value;
    const applied = await applyReading(container, subscription, read, now);
    const current = applied.changed ? await subscriptions.retrieve(id) : subscription;
    await subscriptions.finishSync(id, leaseToken, {
      state: applied.over ? null : vendorState(read),
      problem: applied.problem,
      now,
      nextSyncAt: nextSyncAt(current.termEndsOn, now),
    });
    if (applied.changed) {
      wakeTicker(container);
    }
  } catch (error) {
    logOf(container).error("Reading a subscription failed", { subscription_id: id, retry_at: retryAt, error });
    await subscriptions.failSync(id, leaseToken, error instanceof Error ? error.message : String(error), retryAt);
  }
}
