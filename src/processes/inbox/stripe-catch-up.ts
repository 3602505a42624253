import type { MedusaContainer } from "@medusajs/framework/types";
import { stripeReadings } from "../../connections/stripe";
import { STRIPE_RIGHTS, StripeUnavailableError } from "../../integrations/stripe";
import { INBOX_MODULE } from "../../modules/inbox";
import { SETTINGS_MODULE } from "../../modules/settings";
import { logOf } from "../../telemetry/log";
import type { Duty } from "../ticker";
import { STRIPE_EVENTS_ACTED_ON } from "./stripe-event-list";

const EVERY_MS = 10 * 60_000;
/** An event is made before it can be listed, and clocks differ: each look begins well before the last one's end. */
const OVERLAP_MS = 60 * 60_000;
/** What is read at once, after a long silence. Stripe keeps events for thirty days. */
const MOST_MS = 24 * 60 * 60_000;
const KEPT_MS = 29 * 24 * 60 * 60_000;

/**
 * Reads the processor's own list of events, for those that no webhook told: the endpoint was down for days, switched off
 * or never made. They go into the inbox like those that were delivered; one that is there already changes nothing. It
 * looks every ten minutes, but names no instant: the ticker wakes it often enough, and a clock that is moved by months
 * need not stop for each look.
 */
export const stripeCatchUpDuty: Duty = {
  name: "stripe-catch-up",
  limitMs: 120_000,
  async run(container, now) {
    const inbox = container.resolve(INBOX_MODULE);
    const readUntil = (await inbox.readUntil("stripe")) ?? new Date(now.getTime() - MOST_MS);
    if (readUntil.getTime() + EVERY_MS > now.getTime()) {
      return { done: 0, nextDueAt: null };
    }
    const oldest = now.getTime() - KEPT_MS;
    const from = Math.max(readUntil.getTime() - OVERLAP_MS, oldest);
    const to = new Date(Math.min(now.getTime(), from + MOST_MS));
    const found = await readThrough(container, { from: new Date(from), to, now });
    return { done: found ?? 0, nextDueAt: found !== null && to < now ? now : null };
  },
};

/** @returns how many events were news; null when the processor cannot be asked now */
async function readThrough(
  container: MedusaContainer,
  { from, to, now }: { readonly from: Date; readonly to: Date; readonly now: Date },
): Promise<number | null> {
  const { setUpFaults } = container.resolve(SETTINGS_MODULE);
  if ((await setUpFaults.mayAsk("stripe", STRIPE_RIGHTS.readEvents, now)) === "paused") {
    return null;
  }
  try {
    return await storeEvents(container, { from, to, now });
  } catch (error) {
    if (!(error instanceof StripeUnavailableError)) {
      throw error;
    }
    logOf(container).warn("Events could not be read", { source: "stripe", error });
    return null;
  }
}

async function storeEvents(
  container: MedusaContainer,
  { from, to, now }: { readonly from: Date; readonly to: Date; readonly now: Date },
): Promise<number> {
  const inbox = container.resolve(INBOX_MODULE);
  let found = 0;
  for (const { id, type, payload } of await stripeReadings(container).events(
    Object.keys(STRIPE_EVENTS_ACTED_ON),
    from,
    to,
  )) {
    const { stored } = await inbox.store({ source: "stripe", eventId: id, type, payload, receivedAt: now });
    found += stored ? 1 : 0;
  }
  await inbox.markRead("stripe", to);
  if (found > 0) {
    logOf(container).info("Events were found that no webhook had told", { source: "stripe", done: found });
  }
  return found;
}
