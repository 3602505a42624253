import { createHash } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { verifyWebhookSignature, webhookEventSchema } from "../../integrations/partner-center";
import { INBOX_MODULE } from "../../modules/inbox";
import { wakeTicker } from "../ticker";

export type ReceivedEvent =
  | { readonly outcome: "stored" | "known" }
  | { readonly outcome: "refused"; readonly detail: string };

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
  const check = await verifyWebhookSignature(incoming, {
    certificateHosts: incoming.rules.webhookCertificateHosts,
    // The real service speaks https only; an http API base is a simulator, and production refuses one at start.
    allowHttp: incoming.rules.apiBase.startsWith("http:"),
    organisation: VENDOR_ORGANISATION,
    now: incoming.now,
  });
  if (!check.verified) {
    return { outcome: "refused", detail: `${check.refusal}: ${check.detail}` };
  }
  const payload = parseJson(incoming.rawBody);
  const parsed = webhookEventSchema.safeParse(payload);
  if (!parsed.success) {
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
