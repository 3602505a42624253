import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { stripeConnection } from "../../../connections/stripe";
import { stripeKeys } from "../../../integrations/stripe";
import { completeCheckout } from "./complete-checkout";
import { checkoutServices } from "./services";

/**
 * Closes the payment page of a cart that is about to change, so that nobody can pay for what is no longer in it. When
 * the customer turns out to have paid meanwhile, the order is completed instead and the cart stays as it was.
 *
 * @throws MedusaError conflict when the cart is paid, ordered, or in another request's hands
 */
export async function closeOpenCheckout(container: MedusaContainer, cartId: string, now: Date): Promise<void> {
  const checkout = await checkoutServices(container).checkouts.findByCart(cartId);
  if (!checkout || checkout.state === "expired" || checkout.state === "failed") {
    return;
  }
  if (checkout.state === "open") {
    if (!checkout.stripeSessionId) {
      return;
    }
    await stripeConnection(container).cardEntry.expireCheckout(
      checkout.stripeSessionId,
      stripeKeys.pageExpiry(checkout.stripeSessionId),
    );
  }
  const result = await completeCheckout(container, { checkoutId: checkout.id, now });
  if (result.outcome !== "closed") {
    const message = "This cart is being paid or has been ordered. Look at your orders, or start a new cart.";
    throw new MedusaError(MedusaError.Types.CONFLICT, message);
  }
}
