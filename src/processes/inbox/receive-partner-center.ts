import { createHash } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { verifyWebhookSignature, webhookEventSchema } from "../../integrations/partner-center";
import { INBOX_MODULE } from "../../modules/inbox";
import { webhookMetrics } from "../../telemetry/metrics";
import { wakeTicker } from "../ticker";

export type ReceivedEvent =
  | { readonly outcome: "stored" | "known" }
  | { readonly outcome: "refused"; readonly detail: string }
  /** Whether it is genuine could not be judged now: it has to be delivered again. */
  | { readonly outcome: "not_judged"; readonly detail: string };

type Incoming = {
  readonly rawBody: Buffer;
  readonly header: (name: string) => string | undefined;
  readonly rules: { readonly apiBase: string; readonly webhookCertificateHosts: readonly string[] };
  readonly now: Date;
};

const VENDOR_ORGANISATION = "Microsoft Corporation";

/**
 * Verifies an event and keeps it in the inbox. Events have no id of their own and are delivered up to ten times, so name,
 * resource and time of change together are their id.
 */
export async function receivePartnerCenterEvent(
  container: MedusaContainer,
  incoming: Incoming,
): Promise<ReceivedEvent> {
  const { apiBase, webhookCertificateHosts } = incoming.rules;
  // The real service speaks https only; an http API base is a simulator, and production refuses one at start. It serves
  // its certificates itself, and its own root is the only one it is trusted by.
  const simulated = apiBase.startsWith("http:");
  const check = await verifyWebhookSignature(incoming, {
    certificateHosts: simulated ? [new URL(apiBase).host] : webhookCertificateHosts,
    allowHttp: simulated,
    ...(simulated ? { rootUrl: `${apiBase}/cert/root.cer` } : {}),
    organisation: VENDOR_ORGANISATION,
    now: incoming.now,
  });
  if (!check.verified) {
    webhookMetrics.refused("partner-center");
    const outcome = check.refusal === "certificate_unavailable" ? "not_judged" : "refused";
    return { outcome, detail: `${check.refusal}: ${check.detail}` };
  }
  const payload = parseJson(incoming.rawBody);
  const parsed = webhookEventSchema.safeParse(payload);
  if (!parsed.success) {
    webhookMetrics.refused("partner-center");
    return { outcome: "refused", detail: "the body is not an event" };
  }
  const { EventName, ResourceUri, ResourceChangeUtcDate } = parsed.data;
  const inbox = container.resolve(INBOX_MODULE);
  const { stored } = await inbox.store({
    source: "partner-center",
    eventId: createHash("sha256").update([EventName, ResourceUri, ResourceChangeUtcDate].join("\n")).digest("hex"),
    type: EventName,
    payload,
    receivedAt: incoming.now,
  });
  wakeTicker(container);
  return { outcome: stored ? "stored" : "known" };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
