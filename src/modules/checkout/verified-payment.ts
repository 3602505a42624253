import type { Checkout } from "./types";

/**
 * True when the payment session is the one that this shop's own checkout verified: the customer agreed to the quote, and
 * the card holds exactly its amount. Licences become an order with such a payment and no other.
 */
export function isVerifiedPayment(checkout: Checkout | null, paymentSessionId: string | undefined): boolean {
  const verified = checkout?.state === "authorised" || checkout?.state === "ordered";
  return verified && paymentSessionId !== undefined && checkout.paymentSessionId === paymentSessionId;
}
