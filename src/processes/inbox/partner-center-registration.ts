import { randomUUID } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { partnerCenter } from "../../connections/partner-center";
import { settingsOf } from "../../connections/settings";
import { isPartnerCenterError } from "../../integrations/partner-center";
import type { Settings } from "../../modules/settings";
import { logOf } from "../../telemetry/log";
import { WANTED_EVENTS } from "./partner-center-event-list";

const CHECK_EVERY_MS = 24 * 3_600_000;
const RETRY_AFTER_MS = 10 * 60_000;

/** When each application of this process looks again, in milliseconds of its clock. */
const nextChecks = new WeakMap<Settings, number>();

/**
 * Points the vendor's notifications at this server, once a day and at start. They only make things sooner: without them
 * orders are polled and subscriptions read daily, so a vendor that does not answer stops nothing.
 *
 * @returns 1 when the registration was changed.
 */
export async function ensureWebhookRegistration(container: MedusaContainer, now: Date): Promise<number> {
  const settings = settingsOf(container);
  const { publicUrl, partnerCenter: vendor } = settings;
  // Partner Center calls public https addresses only; a simulator on this machine takes any.
  const reachable = publicUrl.startsWith("https:") || vendor.apiBase.startsWith("http:");
  if (!reachable || now.getTime() < (nextChecks.get(settings) ?? 0)) {
    return 0;
  }
  nextChecks.set(settings, now.getTime() + RETRY_AFTER_MS);
  const url = `${publicUrl}/hooks/csp/partner-center`;
  try {
    const client = partnerCenter(container);
    const present = await client.getWebhookRegistration();
    // Some events exist for sandbox accounts only, and one that is not offered makes the whole registration fail.
    const offered = await client.listWebhookEvents();
    const wanted = WANTED_EVENTS.filter((event) => offered.includes(event));
    const fits = present?.WebhookUrl === url && wanted.every((event) => present.WebhookEvents.includes(event));
    if (!fits) {
      await client.registerWebhook(url, wanted, { requestId: randomUUID() });
    }
    nextChecks.set(settings, now.getTime() + CHECK_EVERY_MS);
    return fits ? 0 : 1;
  } catch (error) {
    if (!isPartnerCenterError(error)) {
      throw error;
    }
    logOf(container).warn("Webhook registration was put off", { source: "partner-center", error: error.message });
    return 0;
  }
}
