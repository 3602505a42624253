import {
  type CancelSubscriptionInput,
  done,
  pending,
  type VendorOutcome,
  type VendorSubscription,
} from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import { failureFrom } from "./failure";
import { toVendorSubscription } from "./read-subscription";

/** Ends a subscription. Partner Center takes it back within the window that the subscription names, and not after it. */
export async function cancelSubscription(
  client: PartnerCenterClient,
  { vendorTenantId, vendorSubscriptionId, requestId }: CancelSubscriptionInput,
): Promise<VendorOutcome<VendorSubscription>> {
  try {
    const change = { status: "deleted" } as const;
    const answer = await client.patchSubscription(vendorTenantId, vendorSubscriptionId, change, { requestId });
    const state = answer === null ? null : toVendorSubscription(answer);
    return state?.status === "deleted"
      ? done(state)
      : pending(`The vendor is cancelling subscription ${vendorSubscriptionId}`);
  } catch (error) {
    return failureFrom(error);
  }
}
