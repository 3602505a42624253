import type { OutsideAnswer } from "../../errors/outside-answer";

/** Codes that mean the same to us. */
export type CodeGroup = Omit<OutsideAnswer, "answer"> & { readonly codes: string };

/** What a customer reads at the payment page's door while the fault is not theirs. */
export const NOT_NOW =
  "The card payment cannot be started just now. Nothing was charged; please try again in a few minutes.";

/**
 * Error codes of the API, as the SDK's types list them, but those that are about the customer's card (`card-answers`).
 * A code that is about a part of Stripe that no request of ours uses is among them: should it come, a person must look.
 */
export const API_CODES: readonly CodeGroup[] = [
  {
    codes: "api_key_expired platform_api_key_expired secret_key_required",
    fault: "set_up",
    repeat: "same_key",
    customer: NOT_NOW,
    partner: "Stripe does not take the secret key any more. Set a valid key; charging goes on by itself.",
    reach: "access",
  },
  {
    codes: "livemode_mismatch testmode_charges_only",
    fault: "set_up",
    repeat: "same_key",
    customer: NOT_NOW,
    partner:
      "Test and live data of Stripe are mixed: the key is of the other mode, or live charges are not switched on.",
  },
  {
    codes: `account_closed account_invalid action_blocked approval_required capability_not_active
      not_allowed_on_standard_account payment_method_configuration_failures payment_method_unactivated
      platform_account_required request_blocked tls_version_unsupported`,
    fault: "set_up",
    repeat: "same_key",
    customer: NOT_NOW,
    partner:
      "The Stripe account may not do this: open its dashboard, finish what it asks for, or ask Stripe's support.",
  },
  {
    codes: `idempotency_key_in_use lock_timeout payment_intent_rate_limit_exceeded payment_method_provider_timeout
      rate_limit three_d_secure_authentication_upstream_error`,
    fault: "later",
    repeat: "same_key",
    customer: NOT_NOW,
    partner: "Stripe is busy; the request is sent again by itself.",
  },
  {
    codes: "amount_too_small",
    fault: "request",
    repeat: "never",
    customer: null,
    partner: "The amount is below what Stripe charges. It is collected with the company's next invoice.",
  },
  {
    codes: "amount_too_large charge_exceeds_source_limit charge_exceeds_transaction_limit invalid_charge_amount",
    fault: "request",
    repeat: "never",
    customer: null,
    partner: "The amount is more than Stripe charges at once. Ask the company to pay it another way.",
  },
  {
    codes: `intent_invalid_state payment_intent_unexpected_state payment_method_unexpected_state
      setup_intent_unexpected_state status_transition_invalid`,
    fault: "request",
    repeat: "never",
    customer: null,
    partner: "The payment is further than the request took it for; its present state is read and believed.",
  },
  {
    codes: `capture_charge_authorization_expired capture_unauthorized_payment charge_already_captured
      charge_expired_for_capture`,
    fault: "request",
    repeat: "never",
    customer: null,
    partner: "What was held on the card cannot be taken any more; the saved card is charged instead.",
  },
  {
    codes: `balance_insufficient charge_already_refunded charge_disputed charge_not_refundable refund_disputed_payment`,
    fault: "request",
    repeat: "never",
    customer: null,
    partner: "Stripe does not give this money back: it was given back before, is disputed, or your balance is too low.",
  },
  {
    codes: "missing resource_missing",
    fault: "request",
    repeat: "never",
    customer: null,
    partner: "What the request names does not exist at Stripe: deleted there, or the key is of another account.",
  },
  {
    codes: `email_invalid invalid_characters parameter_invalid_empty parameter_invalid_integer
      parameter_invalid_string_blank parameter_invalid_string_empty parameter_missing parameter_unknown
      parameters_exclusive payment_intent_incompatible_payment_method payment_intent_invalid_parameter
      payment_method_currency_mismatch payment_method_invalid_parameter payment_method_invalid_parameter_testmode
      payment_method_types_no_longer_supported payment_method_unsupported_type charge_invalid_parameter
      resource_already_exists url_invalid`,
    fault: "request",
    repeat: "never",
    customer: null,
    partner:
      "Stripe finds the request itself wrong. Nothing was charged; tell Seatline's maintainers, with the request id.",
  },
  {
    codes: `account_country_invalid_address account_error_country_change_requires_additional_steps
      account_information_mismatch account_number_invalid account_token_required_for_v2_account
      acss_debit_session_incomplete alipay_upgrade_required anomalous_money_movement_request
      application_fees_not_allowed balance_invalid_parameter bank_account_bad_routing_numbers bank_account_declined
      bank_account_exists bank_account_restricted bank_account_unusable bank_account_unverified
      bank_account_verification_failed billing_invalid_mandate bitcoin_upgrade_required
      cardholder_phone_number_required clearing_code_unsupported country_code_invalid country_unsupported
      coupon_expired customer_max_payment_methods customer_max_subscriptions customer_session_expired
      customer_tax_location_invalid debit_not_authorized dispute_evidence_page_limit_exceeded failed_tax_calculation
      financial_account_balance_does_not_support_currency financial_account_capability_not_enabled
      financial_account_capability_restricted financial_connections_account_inactive
      financial_connections_account_pending_account_numbers
      financial_connections_account_unavailable_account_numbers financial_connections_consent_locale_invalid
      financial_connections_consent_locale_unsupported financial_connections_no_successful_transaction_refresh
      forwarding_api_inactive forwarding_api_invalid_parameter forwarding_api_retryable_upstream_error
      forwarding_api_upstream_connection_error forwarding_api_upstream_connection_timeout forwarding_api_upstream_error
      instant_payouts_config_disabled instant_payouts_currency_disabled instant_payouts_limit_exceeded
      instant_payouts_unsupported intent_verification_method_missing invalid_canceled_subscription_fields
      invalid_mandate_reference_prefix_format invalid_source_usage invalid_tax_location invoice_no_customer_line_items
      invoice_no_payment_method_types invoice_no_subscription_line_items invoice_not_editable
      invoice_on_behalf_of_not_editable invoice_payment_intent_requires_action invoice_upcoming_none no_account
      out_of_inventory ownership_declaration_not_allowed payment_evaluation_on_api_version_not_supported
      payment_intent_konbini_rejected_confirmation_number payment_method_bank_account_already_verified
      payment_method_bank_account_blocked payment_method_microdeposit_failed
      payment_method_microdeposit_processing_error payment_method_microdeposit_verification_amounts_invalid
      payment_method_microdeposit_verification_amounts_mismatch
      payment_method_microdeposit_verification_attempts_exceeded
      payment_method_microdeposit_verification_descriptor_code_mismatch
      payment_method_microdeposit_verification_timeout payout_reconciliation_not_ready payouts_limit_exceeded
      payouts_not_allowed product_inactive progressive_onboarding_limit_exceeded return_intent_already_processed
      routing_number_invalid sepa_unsupported_account service_period_coupon_with_metered_tiered_item_unsupported
      shipping_address_invalid shipping_calculation_failed siret_invalid sku_inactive smart_disputes_not_available
      state_unsupported storer_capability_missing storer_capability_not_active stripe_tax_inactive
      subscription_update_trial_after_billing_cycle_anchor tax_id_invalid tax_id_prohibited taxes_calculation_failed
      terminal_location_country_unsupported terminal_reader_busy terminal_reader_hardware_fault
      terminal_reader_invalid_location_for_activation terminal_reader_invalid_location_for_payment
      terminal_reader_offline terminal_reader_timeout token_already_used token_card_network_invalid token_in_use
      transfer_source_balance_parameters_mismatch transfers_not_allowed`,
    fault: "request",
    repeat: "never",
    customer: null,
    partner: "Stripe speaks of a part that Seatline does not use. Nothing was charged; tell Seatline's maintainers.",
  },
];
