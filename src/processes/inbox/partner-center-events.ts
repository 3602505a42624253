import type { MedusaContainer } from "@medusajs/framework/types";
import { vendorAdapter } from "../../connections/vendors";
import { partnerCenterVendor, webhookEventSchema } from "../../integrations/partner-center";
import { PROVISIONING_MODULE } from "../../modules/provisioning";
import { SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { syncSubscriptionNow } from "../subscription/sync-subscription";
import { wakeTicker } from "../ticker";

/** `/customers/{id}/subscriptions/{id}` in whatever address the vendor wrapped it. */
const SUBSCRIPTION_PATH = /\/customers\/([^/?]+)\/subscriptions\/([^/?]+)/i;

/**
 * Looks at what an event of Partner Center names. The event itself proves nothing but that something changed: the
 * subscription is read again. For one we do not know yet, the order it belongs to is looked at now instead of later.
 *
 * @throws whatever reading the vendor throws; the inbox tries the event again.
 */
export async function handlePartnerCenterEvent(
  container: MedusaContainer,
  event: { readonly payload: unknown },
  now: Date,
): Promise<"handled" | "ignored"> {
  const parsed = webhookEventSchema.safeParse(event.payload);
  const match = parsed.success ? SUBSCRIPTION_PATH.exec(parsed.data.ResourceUri) : null;
  const [, vendorTenantId, vendorSubscriptionId] = match ?? [];
  if (vendorTenantId === undefined || vendorSubscriptionId === undefined) {
    return "ignored";
  }
  const known = await container.resolve(SUBSCRIPTION_MODULE).findByVendorId(partnerCenterVendor, vendorSubscriptionId);
  if (known !== null) {
    if ((await syncSubscriptionNow(container, known.id, now)) === "busy") {
      throw new Error(`Subscription ${known.id} is just being read, perhaps from before this event.`);
    }
    return "handled";
  }
  return (await hastenOrderOf(container, vendorTenantId, vendorSubscriptionId, now)) ? "handled" : "ignored";
}

async function hastenOrderOf(
  container: MedusaContainer,
  vendorTenantId: string,
  vendorSubscriptionId: string,
  now: Date,
): Promise<boolean> {
  const adapter = vendorAdapter(container, partnerCenterVendor);
  const outcome = await adapter.readSubscription({ vendorTenantId, vendorSubscriptionId });
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
