import type { MedusaContainer } from "@medusajs/framework/types";
import { INBOX_MODULE, type InboxOutcome, type InboxService, type LeasedEvent } from "../../modules/inbox";
import { logOf } from "../../telemetry/log";
import type { Duty } from "../ticker/duty";
import { handlePartnerCenterEvent } from "./partner-center-events";
import { ensureWebhookRegistration } from "./partner-center-registration";
import { handleStripeEvent } from "./stripe-events";

const BATCH = 5;
/** After the last wait the event stands as failed until a person looks: the sweeps find the same work without it. */
const RETRY_AFTER_MS = [5_000, 30_000, 120_000, 600_000, 3_600_000];

/** Handles what the outside world told us. An event says only where to look, so their order does not matter. */
export const inboxDuty: Duty = {
  name: "inbox",
  limitMs: 120_000,
  places: 4,
  async run(container, now, alsoLook) {
    const inbox = container.resolve<InboxService>(INBOX_MODULE);
    const events = await inbox.lease(now, BATCH);
    if (events.length > 0) {
      alsoLook?.();
    }
    for (const event of events) {
      await handleOne(container, inbox, event, now);
    }
    return { done: events.length, nextDueAt: events.length === BATCH ? now : await inbox.nextDueAt() };
  },
};

async function handleOne(
  container: MedusaContainer,
  inbox: InboxService,
  event: LeasedEvent,
  now: Date,
): Promise<void> {
  try {
    await inbox.finish(event, await handle(container, event, now), now);
  } catch (error) {
    const wait = RETRY_AFTER_MS[event.attempts];
    const retryAt = wait === undefined ? null : new Date(now.getTime() + wait);
    await inbox.postpone(event, String(error), retryAt);
    const fate = wait === undefined ? "is given up" : "will be tried again";
    const about = { source: event.source, event_id: event.eventId, event_type: event.type };
    logOf(container).warn(`Event failed and ${fate}`, { ...about, attempts: event.attempts, retry_at: retryAt, error });
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
