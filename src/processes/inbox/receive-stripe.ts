import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { verifyWebhook } from "../../integrations/stripe";
import { INBOX_MODULE } from "../../modules/inbox";
import { webhookMetrics } from "../../telemetry/metrics";
import { wakeTicker } from "../ticker";

export type ReceiveResult =
  | { readonly outcome: "stored" | "known" }
  /** Not signed by the card processor, or too old; nothing was stored. */
  | { readonly outcome: "refused"; readonly reason: string };

/**
 * Verifies a webhook delivery on its raw bytes and stores it before it is answered. The secret setting may hold two
 * secrets separated by a comma while one replaces the other.
 */
export async function receiveStripeEvent(
  container: MedusaContainer,
  delivery: { readonly rawBody: Buffer; readonly signature: string | string[] | undefined; readonly now: Date },
): Promise<ReceiveResult> {
  const secrets = settingsOf(container)
    .stripe.webhookSecret.split(",")
    .map((secret) => secret.trim());
  const verdict = verifyWebhook(delivery.rawBody, delivery.signature, secrets, delivery.now);
  if (verdict.outcome === "refused") {
    webhookMetrics.refused("stripe");
    return verdict;
  }
  const { id, type, payload } = verdict.event;
  const inbox = container.resolve(INBOX_MODULE);
  const { stored } = await inbox.store({ source: "stripe", eventId: id, type, payload, receivedAt: delivery.now });
  wakeTicker(container);
  return { outcome: stored ? "stored" : "known" };
}
