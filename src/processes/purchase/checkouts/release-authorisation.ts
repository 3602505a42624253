import type { MedusaContainer } from "@medusajs/framework/types";
import { stripeConnection } from "../../../connections/stripe";
import { type CheckoutReading, stripeKeys } from "../../../integrations/stripe";
import type { Checkout } from "../../../modules/checkout";

/** Gives back money that is held for a checkout. @throws Error when it cannot be told whether it was given back */
export async function releaseAuthorisation(
  container: MedusaContainer,
  checkout: Checkout,
  reading: CheckoutReading,
): Promise<void> {
  if (!reading.paymentIntentId) {
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
