import type { CheckoutReading } from "../../integrations/stripe";

/** Medusa's copy: pointers and what may be shown. The truth is read from Stripe each time. */
export function withReading(
  data: Record<string, unknown> | undefined,
  reading: CheckoutReading,
): Record<string, unknown> {
  return {
    ...data,
    checkout_session_id: reading.sessionId,
    state: reading.state,
    ...(reading.paymentIntentId === null ? {} : { payment_intent_id: reading.paymentIntentId }),
    ...(reading.paymentMethod === null ? {} : { payment_method_id: reading.paymentMethod.id }),
  };
}
