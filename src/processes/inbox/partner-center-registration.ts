import { randomUUID } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { environment } from "../../config/environment";
import { partnerCenter } from "../../connections/partner-center";
import { isPartnerCenterError } from "../../integrations/partner-center";
import { logOf } from "../../telemetry/log";

const wantedEvents = ["subscription-updated", "test-created"];
const checkEveryMs = 24 * 3_600_000;
const retryAfterMs = 10 * 60_000;

let nextCheckAt = 0;

/**
 * Points the vendor's notifications at this server, once a day and at start. They only make things sooner: without them
 * orders are polled and subscriptions read daily, so a vendor that does not answer stops nothing.
 *
 * @returns 1 when the registration was changed.
 */
export async function ensureWebhookRegistration(container: MedusaContainer, now: Date): Promise<number> {
  const { medusaUrl, partnerCenter: settings } = environment();
  // Partner Center calls public https addresses only; a simulator on this machine takes any.
  const reachable = medusaUrl.startsWith("https:") || settings.apiBase.startsWith("http:");
  if (!reachable || now.getTime() < nextCheckAt) {
    return 0;
  }
  nextCheckAt = now.getTime() + retryAfterMs;
  const url = `${medusaUrl}/hooks/csp/partner-center`;
  try {
    const client = partnerCenter(container);
    const present = await client.getWebhookRegistration();
    const fits = present?.WebhookUrl === url && wantedEvents.every((event) => present.WebhookEvents.includes(event));
    if (!fits) {
      await client.registerWebhook(url, wantedEvents, { requestId: randomUUID() });
    }
    nextCheckAt = now.getTime() + checkEveryMs;
    return fits ? 0 : 1;
  } catch (error) {
    if (!isPartnerCenterError(error)) {
      throw error;
    }
    logOf(container).warn("Webhook registration was put off", { source: "partner-center", error: error.message });
    return 0;
  }
}
