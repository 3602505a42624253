import type { MedusaContainer } from "@medusajs/framework/types";
import { isPaused, listenForSetUp } from "../../connections/set-up-faults";
import { absenceWaitMs, backOffMs } from "../../domain/retry";
import { reasonOf } from "../../errors/reason-of";
import { INBOX_MODULE, type InboxOutcome, type InboxService, type LeasedEvent } from "../../modules/inbox";
import { afterSetUp, faultRef } from "../../modules/settings";
import { logOf } from "../../telemetry/log";
import { type Duty, LEASES_LOOK_MS } from "../ticker/duty";
import { NotYetError } from "./not-yet";
import { handlePartnerCenterEvent } from "./partner-center-events";
import { ensureWebhookRegistration } from "./partner-center-registration";
import { handleStripeEvent } from "./stripe-events";

const EVENTS_A_TURN = 5;
const AFTER_FAILURE = { firstMs: 5_000, longestMs: 3_600_000 };
/** After about an hour and a half the event stands as failed until a person looks: the sweeps find the work without it. */
const MOST_TRIES = 11;
/** What waits for work of our own is over with it, or with the lease of whoever died at it: some tries soon, which do not count. */
const TRIES_WITHIN_A_LEASE = 5;

/** Handles what the outside world told us. An event says only where to look, so their order does not matter. */
export const inboxDuty: Duty = {
  name: "inbox",
  lookEveryMs: LEASES_LOOK_MS,
  limitMs: 120_000,
  places: 4,
  async run(container, now, alsoLook) {
    const inbox = container.resolve(INBOX_MODULE);
    for (let done = 0; done < EVENTS_A_TURN; done += 1) {
      // One at a time: a lease need not be longer than one event's work, and none waits behind a slow one.
      const [event] = await inbox.lease(now, 1);
      if (event === undefined) {
        return { done, nextDueAt: await inbox.nextDueAt() };
      }
      alsoLook?.();
      await handleOne(container, inbox, event, now);
    }
    return { done: EVENTS_A_TURN, nextDueAt: now };
  },
};

async function handleOne(
  container: MedusaContainer,
  inbox: InboxService,
  event: LeasedEvent,
  now: Date,
): Promise<void> {
  if (event.setUpFault !== null && (await isPaused(container, event.setUpFault, now))) {
    await inbox.waitForSetUp(event, event.setUpFault, null, afterSetUp(now, Math.random()));
    return;
  }
  const heard = await listenForSetUp(() => handle(container, event, now));
  if (heard.ok) {
    await inbox.finish(event, heard.value, now);
  } else if (heard.fault !== null) {
    await inbox.waitForSetUp(event, faultRef(heard.fault), String(heard.error), afterSetUp(now, Math.random()));
  } else if (heard.absent !== null) {
    const awayMs = now.getTime() - event.receivedAt.getTime();
    const again = new Date(now.getTime() + absenceWaitMs(awayMs, Math.random()));
    await inbox.waitForAnswer(event, reasonOf(heard.error), again);
  } else {
    const { error } = heard;
    const failures = event.attempts;
    const counted = error instanceof NotYetError ? Math.max(0, failures - TRIES_WITHIN_A_LEASE) : failures;
    const retryAt =
      counted + 1 < MOST_TRIES ? new Date(now.getTime() + backOffMs(AFTER_FAILURE, counted, Math.random())) : null;
    await inbox.postpone(event, reasonOf(error), retryAt, now);
    const about = { source: event.source, event_id: event.eventId, event_type: event.type };
    const log = logOf(container);
    if (error instanceof NotYetError && retryAt !== null) {
      log.info("Event waits", { ...about, attempts: failures, retry_at: retryAt, error: error.message });
      return;
    }
    const fate = retryAt === null ? "is given up" : "will be tried again";
    log.warn(`Event failed and ${fate}`, { ...about, attempts: failures, retry_at: retryAt, error });
  }
}

async function handle(container: MedusaContainer, event: LeasedEvent, now: Date): Promise<InboxOutcome> {
  if (event.source === "stripe") {
    return handleStripeEvent(container, event.payload, now);
  }
  return handlePartnerCenterEvent(container, event, now);
}

/** Keeps the vendor's notifications pointed at this server. It has no date of its own. */
export const webhookRegistrationDuty: Duty = {
  name: "webhook-registration",
  limitMs: 60_000,
  async run(container, now) {
    return { done: await ensureWebhookRegistration(container, now), nextDueAt: null };
  },
};
