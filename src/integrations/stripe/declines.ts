import type Stripe from "stripe";

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

/**
 * What may be done about a refusal:
 * needs_customer  the customer must authenticate; no retry without them
 * never           this card must not be tried again
 * card_data       the card's data must be corrected first
 * technical       nothing was decided; one more try the same day
 * soft            the bank may say yes another day
 */
export type DeclineKind = "needs_customer" | "never" | "card_data" | "technical" | "soft";

const NEVER = new Set([
  "lost_card",
  "stolen_card",
  "pickup_card",
  "fraudulent",
  "incorrect_number",
  "invalid_account",
  "revocation_of_authorization",
  "revocation_of_all_authorizations",
  "stop_payment_order",
  "transaction_not_allowed",
  "restricted_card",
  "card_not_supported",
  "currency_not_supported",
  "highest_risk_level",
  "payment_method_unusable",
]);
const CARD_DATA = new Set([
  "expired_card",
  "incorrect_cvc",
  "invalid_cvc",
  "invalid_expiry_month",
  "invalid_expiry_year",
]);
/** Mastercard's "do not try again" and "payment cancellation" merchant advice codes. */
const NETWORK_NEVER = new Set(["03", "21"]);

type Codes = Pick<Decline, "code" | "declineCode" | "adviceCode" | "networkAdviceCode">;

/** Judges a refusal: first the advice code, then the bank's decline code, then Stripe's own code. */
export function declineKind({ code, declineCode, adviceCode, networkAdviceCode }: Codes): DeclineKind {
  const reasons = [declineCode, code];
  if (reasons.includes("authentication_required")) {
    return "needs_customer";
  }
  if (adviceCode === "do_not_try_again" || (networkAdviceCode !== null && NETWORK_NEVER.has(networkAdviceCode))) {
    return "never";
  }
  if (adviceCode === "confirm_card_data") {
    return "card_data";
  }
  if (adviceCode === "try_again_later") {
    return code === "processing_error" ? "technical" : "soft";
  }
  for (const reason of reasons) {
    if (reason === null) continue;
    if (NEVER.has(reason)) return "never";
    if (CARD_DATA.has(reason)) return "card_data";
    if (reason === "processing_error") return "technical";
  }
  return "soft";
}

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
    kind: declineKind(codes),
  };
}
