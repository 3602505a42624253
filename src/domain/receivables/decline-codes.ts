/**
 * What helps after a card was refused.
 *
 * - `needs_customer`: the card holder must confirm the payment; without them every retry fails
 * - `never`: this card must not be tried again (card schemes fine merchants who do)
 * - `card_data`: the card's data must be corrected or the card replaced first
 * - `technical`: nothing was decided; one more try the same day
 * - `soft`: the bank may say yes another day
 */
export type DeclineClass = "needs_customer" | "never" | "card_data" | "technical" | "soft";

/** Codes as Stripe documents them: decline codes of the bank and error codes of the API share one list. */
const CODES_BY_CLASS: Readonly<Record<Exclude<DeclineClass, "soft">, readonly string[]>> = {
  needs_customer: ["authentication_required"],
  never: [
    "lost_card",
    "stolen_card",
    "pickup_card",
    "fraudulent",
    "incorrect_number",
    "invalid_number",
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
  ],
  card_data: ["expired_card", "incorrect_cvc", "invalid_cvc", "invalid_expiry_month", "invalid_expiry_year"],
  technical: ["processing_error"],
};

const CLASS_BY_CODE = new Map<string, DeclineClass>();
for (const declineClass of ["needs_customer", "never", "card_data", "technical"] as const) {
  for (const code of CODES_BY_CLASS[declineClass]) {
    CLASS_BY_CODE.set(code, declineClass);
  }
}

/** Mastercard merchant advice codes: 03 "do not try again", 21 "payment cancelled by the card holder". */
const NETWORK_NEVER: ReadonlySet<string> = new Set(["03", "21"]);

/** The class of a bank's or the API's code; null when the code says nothing in particular (`generic_decline`, new codes). */
export function classOfCode(code: string | null): DeclineClass | null {
  return code === null ? null : (CLASS_BY_CODE.get(code) ?? null);
}

export function isNetworkNever(networkAdviceCode: string | null): boolean {
  return networkAdviceCode !== null && NETWORK_NEVER.has(networkAdviceCode);
}
