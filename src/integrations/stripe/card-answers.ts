import { classifyDecline } from "../../domain/receivables";
import type { OutsideAnswer } from "../../errors/outside-answer";

/** Decline codes of the bank and of Stripe's own risk check, as Stripe documents them for cards. */
const DECLINE_CODES = `approve_with_id authentication_required call_issuer card_not_supported card_velocity_exceeded
  currency_not_supported do_not_honor do_not_try_again duplicate_transaction expired_card fraudulent generic_decline
  highest_risk_level incorrect_address incorrect_cvc incorrect_number incorrect_pin incorrect_zip insufficient_funds
  invalid_account invalid_amount invalid_cvc invalid_expiry_month invalid_expiry_year invalid_number invalid_pin
  issuer_not_available lost_card merchant_blacklist mobile_device_authentication_required
  new_account_information_available no_action_taken not_permitted offline_pin_required online_or_offline_pin_required
  pickup_card pin_try_exceeded previously_declined_do_not_retry processing_error reenter_transaction restricted_card
  revocation_of_all_authorizations revocation_of_authorization security_violation service_not_allowed stolen_card
  stop_payment_order testmode_decline transaction_not_allowed try_again_later withdrawal_count_limit_exceeded`;

/** Error codes of the API that are about the card, or about what the card holder did. */
const CARD_ERROR_CODES = `authentication_failure authentication_required card_declined card_decline_rate_limit_exceeded
  expired_card expired_payment_method incorrect_address incorrect_cvc incorrect_number incorrect_postal_code
  incorrect_zip india_recurring_payment_mandate_canceled insufficient_funds invalid_card_type invalid_cvc
  invalid_expiry_month invalid_expiry_year invalid_number payment_intent_action_required
  payment_intent_authentication_failure payment_intent_mandate_invalid payment_intent_payment_attempt_expired
  payment_intent_payment_attempt_failed payment_method_billing_details_address_missing
  payment_method_customer_decline payment_method_not_available payment_method_provider_decline
  payment_method_restricted payment_method_unusable postal_code_invalid processing_error refer_to_customer
  setup_attempt_failed setup_intent_authentication_failure setup_intent_invalid_parameter setup_intent_mandate_invalid
  setup_intent_mobile_wallet_unsupported setup_intent_setup_attempt_expired
  three_d_secure_authentication_not_supported`;

/** The SDK says nothing about them beyond that they are texts; Stripe documents these. */
const ADVICE_CODES = ["confirm_card_data", "do_not_try_again", "try_again_later"];

const PARTNER = {
  needs_customer: "The bank wants the card holder to confirm. The company is told, and the invoice waits for it.",
  never: "The bank refuses this card for good. The company is asked for another card.",
  card_data: "The card's data are out of date. The company is asked to update it.",
  technical: "Nothing was decided at the bank. The company is told; charge it again, or wait for another card.",
  soft: "The bank refused this time. The company is told; charge it again another day, or wait for another card.",
} as const;

/** Rows of the answers that are about a customer's card, named `decline code x`, `code x` and `advice code x`. */
export const CARD_ANSWERS: readonly OutsideAnswer[] = [
  ...words(DECLINE_CODES).map((one) => cardAnswer(`decline code ${one}`, { declineCode: one })),
  ...words(CARD_ERROR_CODES).map((one) => cardAnswer(`code ${one}`, { code: one })),
  ...ADVICE_CODES.map((one) => cardAnswer(`advice code ${one}`, { adviceCode: one })),
];

/** What is read into a refusal of a card: the rule is `classifyDecline` of the receivables, unknown codes included. */
export function cardAnswer(
  answer: string,
  codes: { readonly code?: string; readonly declineCode?: string; readonly adviceCode?: string },
): OutsideAnswer {
  const { code = null, declineCode = null, adviceCode = null } = codes;
  const { class: kind, customerMessage } = classifyDecline({ code, declineCode, adviceCode });
  const repeat = kind === "soft" || kind === "technical" ? "new_key" : "never";
  return { answer, fault: "customer", repeat, customer: customerMessage, partner: PARTNER[kind] };
}

function words(text: string): string[] {
  return text.split(/\s+/);
}
