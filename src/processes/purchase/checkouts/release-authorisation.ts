import type { MedusaContainer } from "@medusajs/framework/types";
import { stripeConnection } from "../../../connections/stripe";
import { type CheckoutReading, stripeKeys } from "../../../integrations/stripe";
import type { Checkout } from "../../../modules/checkout";
import { giveBackTaken, isTaken } from "../../billing";

/**
 * Gives back money that is held for a checkout, also where somebody has taken it at the card processor meanwhile.
 *
 * @throws Error when it cannot be told whether it was given back
 */
export async function releaseAuthorisation(
  container: MedusaContainer,
  checkout: Checkout,
  reading: CheckoutReading,
  now: Date,
): Promise<void> {
  if (!reading.paymentIntentId) {
    return;
  }
  if (reading.payment !== null && isTaken(reading.payment)) {
    const { id: reference, billingAccountId } = checkout;
    const takenFor = { billingAccountId, orderId: null, reference, about: "a checkout that became no order" };
    await giveBackTaken(container, { takenFor, payment: reading.payment, now });
    return;
  }
  const result = await stripeConnection(container).cardGateway.cancel({
    paymentIntentId: reading.paymentIntentId,
    reason: "abandoned",
    idempotencyKey: stripeKeys.checkoutRelease(checkout.id, reading.paymentIntentId),
  });
  if (result.outcome !== "canceled") {
    throw new Error(`The authorisation of checkout ${checkout.id} could not be released: ${result.reason}`);
  }
}
