import {
  CHANGED_MEANWHILE,
  type ChangeQuantityInput,
  done,
  pending,
  type VendorOutcome,
  type VendorSubscription,
} from "../../vendor-port";
import { answerOfCode } from "../answers";
import type { PartnerCenterClient } from "../client";
import { failureFrom, failureOf } from "./failure";
import { toVendorSubscription } from "./read-subscription";

/**
 * Sets the total of seats. The state that is judged and the resource that is sent back are one reading, so that nothing
 * can slip in between unseen; where the vendor gives an etag it refuses what has.
 */
export async function changeQuantity(
  client: PartnerCenterClient,
  { vendorTenantId, vendorSubscriptionId, from, quantity, requestId, asking }: ChangeQuantityInput,
): Promise<VendorOutcome<VendorSubscription>> {
  try {
    const { before, answer } = await client.changeSubscription(
      vendorTenantId,
      vendorSubscriptionId,
      async (present) => {
        if (present.quantity !== from || present.quantity === quantity) {
          return null;
        }
        await asking(toVendorSubscription(present));
        return { quantity };
      },
      { requestId },
    );
    if (before.quantity === quantity) {
      return done(toVendorSubscription(before));
    }
    if (answer === "not_asked") {
      const detail = `${from} seats were expected and ${quantity} wanted; the vendor has ${before.quantity}`;
      return failureOf(answerOfCode(CHANGED_MEANWHILE), CHANGED_MEANWHILE, detail);
    }
    return answer?.quantity === quantity
      ? done(toVendorSubscription(answer))
      : pending(`The vendor is changing the seats of subscription ${vendorSubscriptionId}`);
  } catch (error) {
    return failureFrom(error);
  }
}
