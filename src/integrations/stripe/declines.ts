import type Stripe from "stripe";
import { classifyDecline, type DeclineClass } from "../../domain/receivables";

/** What the bank or Stripe said about a refused card. Every code may be null; `message` is Stripe's, in English. */
export type Decline = {
  code: string;
  declineCode: string | null;
  adviceCode: string | null;
  networkAdviceCode: string | null;
  networkDeclineCode: string | null;
  message: string;
  chargeId: string | null;
  paymentMethodId: string | null;
  kind: DeclineKind;
};

/** What may be done about a refusal; the rule is `classifyDecline` of the receivables. */
export type DeclineKind = DeclineClass;

/** The members of a Stripe error object (thrown, or stored on a PaymentIntent) that a decline is read from. */
type ErrorLike = {
  code?: string | null;
  decline_code?: string | null;
  advice_code?: string | null;
  network_advice_code?: string | null;
  network_decline_code?: string | null;
  message?: string;
  charge?: string | null;
  payment_method?: string | Stripe.PaymentMethod | null;
};

/** Reads a decline from a Stripe error object. */
export function readDecline(error: ErrorLike): Decline {
  const codes = {
    code: error.code ?? "card_declined",
    declineCode: error.decline_code ?? null,
    adviceCode: error.advice_code ?? null,
    networkAdviceCode: error.network_advice_code ?? null,
  };
  const method = error.payment_method;
  return {
    ...codes,
    networkDeclineCode: error.network_decline_code ?? null,
    message: error.message ?? "The card was declined.",
    chargeId: error.charge ?? null,
    paymentMethodId: typeof method === "string" ? method : (method?.id ?? null),
    kind: classifyDecline(codes).class,
  };
}
