import type { MedusaContainer } from "@medusajs/framework/types";
import { partnerCenterCall } from "../../connections/partner-center-call";
import { listenForSetUp } from "../../connections/set-up-faults";
import { vendorAdapter } from "../../connections/vendors";
import { backOffMs } from "../../domain/retry";
import type { ChangeState } from "../../domain/states";
import type { EndWish, SubscriptionEvent } from "../../domain/subscription";
import { reasonOf } from "../../errors/reason-of";
import { UNKNOWN_SUBSCRIPTION } from "../../integrations/vendor-port";
import { BILLING_MODULE } from "../../modules/billing";
import { afterSetUp, SETTINGS_MODULE, scopesOf } from "../../modules/settings";
import {
  type LeasedSubscription,
  SUBSCRIPTION_MODULE,
  type Subscription,
  type SubscriptionChange,
} from "../../modules/subscription";
import { logOf } from "../../telemetry/log";
import { wakeTicker } from "../ticker";
import { applyReading } from "./apply-reading";
import { nextLook } from "./next-sync";

const SUBSCRIPTIONS_PER_RUN = 50;
const AFTER_FAILURE = { firstMs: 60_000, longestMs: 6 * 3_600_000 };

/** How soon a subscription is read again that is being changed: a change takes seconds. */
const WHILE_CHANGED_MS = 60_000;

/** How long a change hides what differs: it takes seconds, and one that waits for days must not keep a renewal or an end from us. */
const HIDES_MS = 24 * 3_600_000;

/** A change that stands for a person hides nothing: what differs meanwhile is told. */
const UNDER_WAY: ReadonlySet<ChangeState> = new Set(["at_vendor", "settling"]);

/** What a reading of a subscription asks the vendor for. */
const READING = scopesOf(partnerCenterCall("GET /customers/:id/subscriptions/:id"));

/** When readings go on while our own set-up keeps the vendor from answering them; null when they may. */
export async function readingsPausedUntil(container: MedusaContainer): Promise<Date | null> {
  return container.resolve(SETTINGS_MODULE).setUpFaults.nextProbeAt("partner_center", READING);
}

/**
 * Reads subscriptions whose reading is due at `now`, one after another, and moves our history forward to the vendor's.
 * While our own set-up keeps the vendor from answering, one at intervals finds out whether it works again.
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
  const { setUpFaults } = container.resolve(SETTINGS_MODULE);
  for (let read = 0; read < SUBSCRIPTIONS_PER_RUN; read += 1) {
    if ((await setUpFaults.mayAsk("partner_center", READING, now)) === "paused") {
      return read;
    }
    const leased = await subscriptions.readings.leaseDue(now);
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
export async function syncSubscriptionNow(container: MedusaContainer, id: string, now: Date): Promise<"read" | "busy"> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  // Should this reading fail or the worker die, the next run makes it up.
  await subscriptions.readings.request(id, now);
  const leased = await subscriptions.readings.lease(id);
  if (leased === null) {
    return "busy";
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
    const heard = await listenForSetUp(() =>
      vendorAdapter(container, vendor).readSubscription({ vendorTenantId, vendorSubscriptionId }),
    );
    if (!heard.ok) {
      throw heard.error;
    }
    const outcome = heard.value;
    if (outcome.kind === "set_up" || (outcome.kind !== "done" && heard.fault !== null)) {
      await subscriptions.readings.putOff(id, leaseToken, afterSetUp(now, Math.random()));
      return;
    }
    const isUnknown = outcome.kind === "needs_attention" && outcome.code === UNKNOWN_SUBSCRIPTION;
    if (outcome.kind !== "done" && !isUnknown) {
      await subscriptions.readings.fail(id, leaseToken, { problem: outcome.detail, now, nextSyncAt: retryAt });
      return;
    }
    const read = outcome.kind === "done" ? outcome.value : null;
    if (await isBeingChanged(container, subscription, now)) {
      // What was read may be from before the change, or after it while our books are before it: read again when it is over.
      await subscriptions.readings.putOff(id, leaseToken, new Date(now.getTime() + WHILE_CHANGED_MS));
      return;
    }
    const standing = await subscriptions.findings.standing([id]);
    const applied = await applyReading(container, subscription, { read, standing }, now);
    const { state, problem, differences, books, sighting, changed, over, wishKept } = applied;
    const [current] = changed || over ? await subscriptions.listForBilling({ ids: [id] }) : [];
    const events = current?.events ?? [];
    await subscriptions.readings.finish(id, leaseToken, {
      state,
      problem,
      sighting,
      wishKept,
      found: { differences, from: books },
      now,
      nextSyncAt: nextLook(
        { termEndsOn: lastEnd(events) ?? subscription.termEndsOn, endedOn: endOf(events), sighting },
        now,
      ),
    });
    if (changed && subscription.isHeld) {
      // After it was written that billing goes on: a run that looked before would have left it out.
      await container.resolve(BILLING_MODULE).markDue([subscription.companyId], now);
    }
    if (changed) {
      wakeTicker(container);
    }
  } catch (error) {
    logOf(container).error("Reading a subscription failed", { subscription_id: id, retry_at: retryAt, error });
    const problem = reasonOf(error);
    await subscriptions.readings.fail(id, leaseToken, { problem, now, nextSyncAt: retryAt });
  }
}

/** Whether a change of ours is on its way to the vendor or into our books, or came through since the reading began. */
async function isBeingChanged(container: MedusaContainer, before: Subscription, now: Date): Promise<boolean> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const open = await subscriptions.changes.openOf(before.id);
  if (open !== null && isUnderWay(open, now)) {
    return true;
  }
  const { quantity, status, endWish } = await subscriptions.retrieve(before.id);
  return quantity !== before.quantity || status !== before.status || !isSameWish(endWish, before.endWish);
}

/** What the vendor was not asked for yet cannot be what was read there. */
function isUnderWay(change: SubscriptionChange, now: Date): boolean {
  const { state, wanted, confirmedAt, vendorAskedAt, startedAt, createdAt } = change;
  const asked = wanted.kind === "renewal" ? (startedAt ?? createdAt) : vendorAskedAt;
  const since = confirmedAt ?? asked;
  return UNDER_WAY.has(state) && since !== null && now.getTime() - since.getTime() < HIDES_MS;
}

const isSameWish = (one: EndWish | null, other: EndWish | null): boolean =>
  one?.outcome === other?.outcome && one?.quantity === other?.quantity;

/** The end of the latest term; null when no events were read. */
function lastEnd(events: readonly SubscriptionEvent[]): string | null {
  return events.reduce<string | null>((end, event) => ("termEndsOn" in event ? event.termEndsOn : end), null);
}

/** The first day without licences; null while there are some. */
function endOf(events: readonly SubscriptionEvent[]): string | null {
  return events.find(({ type }) => type === "cancelled" || type === "ended")?.on ?? null;
}
