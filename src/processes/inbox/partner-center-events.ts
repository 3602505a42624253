import type { MedusaContainer } from "@medusajs/framework/types";
import { vendorAdapter } from "../../connections/vendors";
import { partnerCenterVendor, webhookEventSchema } from "../../integrations/partner-center";
import { PROVISIONING_MODULE } from "../../modules/provisioning";
import { SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { noticeRelationship } from "../company/notice-relationship";
import { syncSubscriptionNow } from "../subscription/sync-subscription";
import { wakeTicker } from "../ticker";
import { NotYetError } from "./not-yet";
import { actOf, type PartnerCenterAct } from "./partner-center-event-list";

/** `/customers/{id}/subscriptions/{id}` in whatever address the vendor wrapped it. */
const SUBSCRIPTION_PATH = /\/customers\/([^/?]+)\/subscriptions\/([^/?]+)/i;
const CUSTOMER_PATH = /\/customers\/([^/?]+)/i;

type Handler = (container: MedusaContainer, resourceUri: string, now: Date) => Promise<"handled" | "ignored">;

const handlers: Readonly<Record<PartnerCenterAct, Handler>> = {
  read_subscription: readSubscription,
  read_relationship: readRelationship,
};

/**
 * Looks at what an event of Partner Center names. The event itself proves nothing but that something changed: what it
 * names is read again.
 *
 * @throws NotYetError while another worker reads the subscription, or the vendor does not answer; whatever reading the
 *   vendor throws: the inbox tries the event again.
 */
export async function handlePartnerCenterEvent(
  container: MedusaContainer,
  event: { readonly payload: unknown },
  now: Date,
): Promise<"handled" | "ignored"> {
  const parsed = webhookEventSchema.safeParse(event.payload);
  const act = parsed.success ? actOf(parsed.data.EventName) : null;
  return parsed.success && act !== null ? handlers[act](container, parsed.data.ResourceUri, now) : "ignored";
}

/** For a subscription that is not known yet, the order it belongs to is looked at now instead of later. */
async function readSubscription(container: MedusaContainer, resourceUri: string, now: Date) {
  const [, vendorTenantId, vendorSubscriptionId] = SUBSCRIPTION_PATH.exec(resourceUri) ?? [];
  if (vendorTenantId === undefined || vendorSubscriptionId === undefined) {
    return "ignored";
  }
  const known = await container.resolve(SUBSCRIPTION_MODULE).findByVendorId(partnerCenterVendor, vendorSubscriptionId);
  if (known !== null) {
    if ((await syncSubscriptionNow(container, known.id, now)) === "busy") {
      throw new NotYetError(`Subscription ${known.id} is just being read, perhaps from before this event.`);
    }
    return "handled";
  }
  return (await hastenOrderOf(container, vendorTenantId, vendorSubscriptionId, now)) ? "handled" : "ignored";
}

async function readRelationship(container: MedusaContainer, resourceUri: string, now: Date) {
  const [, vendorTenantId] = CUSTOMER_PATH.exec(resourceUri) ?? [];
  if (vendorTenantId === undefined || !(await noticeRelationship(container, vendorTenantId, now))) {
    return "ignored";
  }
  wakeTicker(container);
  return "handled";
}

async function hastenOrderOf(
  container: MedusaContainer,
  vendorTenantId: string,
  vendorSubscriptionId: string,
  now: Date,
): Promise<boolean> {
  const adapter = vendorAdapter(container, partnerCenterVendor);
  const outcome = await adapter.readSubscription({ vendorTenantId, vendorSubscriptionId });
  if (outcome.kind === "retry_later" || outcome.kind === "unknown" || outcome.kind === "set_up") {
    throw new NotYetError(outcome.detail);
  }
  if (outcome.kind !== "done" || outcome.value.vendorOrderId === null) {
    return false;
  }
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const orders = await provisioning.ordersOfVendorOrder(adapter.vendor, outcome.value.vendorOrderId);
  if ((await provisioning.hasten(orders, now)) > 0) {
    wakeTicker(container);
  }
  return orders.length > 0;
}
