import type { MedusaContainer } from "@medusajs/framework/types";
import type { CheckoutReading } from "../../../integrations/stripe";
import type { Checkout } from "../../../modules/checkout";
import { findLicenceCart, requestedLines } from "../carts/cart";
import type { RequestedLine } from "../quotes/types";
import { checkoutServices } from "./services";

/**
 * Compares what was authorised with what was agreed: amount, currency, payer, and the cart the order will be made from.
 *
 * @returns null when all is right, else why the money must be given back, as the customer may read it
 */
export async function whyNotOrderable(
  container: MedusaContainer,
  checkout: Checkout,
  reading: CheckoutReading,
): Promise<string | null> {
  const { billing } = checkoutServices(container);
  const held = reading.payment;
  if (
    reading.amount !== checkout.amount ||
    reading.currency !== checkout.currency ||
    held?.amount !== checkout.amount
  ) {
    return "The amount held on the card is not the amount of the offer, so it was released. Please pay again.";
  }
  const account = await billing.findAccount(checkout.companyId);
  if (!account || account.id !== checkout.billingAccountId || account.stripeCustomerId !== reading.customerId) {
    return "The card was entered for another account, so the amount was released. Please pay again.";
  }
  if (!reading.paymentMethod || !reading.paymentIntentId) {
    return "The card could not be saved for the next charges, so the amount was released. Please pay again.";
  }
  const { facts } = await billing.retrieveQuote(checkout.quoteId);
  const cart = await findLicenceCart(container, checkout.cartId);
  if (!cart || !sameLines(facts.lines, requestedLines(cart))) {
    return "The cart was changed while the card was entered, so the amount was released. Please pay again.";
  }
  return null;
}

function sameLines(quoted: readonly RequestedLine[], inCart: readonly RequestedLine[]): boolean {
  const agreed = new Map(quoted.map((line) => [line.planId, line.quantity]));
  return agreed.size === inCart.length && inCart.every((line) => agreed.get(line.planId) === line.quantity);
}
