import type { CardRefusal } from "../cards/test-cards";
import { newId } from "../state/ids";
import type { Charge, PaymentIntent, PaymentMethod } from "../state/types";
import type { World } from "../state/world";
import { book } from "./money";

/** An authorisation is released by itself after seven days. */
export const HOLD_SECONDS = 7 * 86_400;

/** What the bank answered to one try; a refused try is a charge too. */
export function createCharge(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  result: { refusal: CardRefusal | null; captured: boolean; authenticated: boolean },
): Charge {
  const id = newId("ch");
  const { refusal } = result;
  const approved = refusal === null;
  const charge: Charge = {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: structuredClone(method.billing_details),
    calculated_statement_descriptor: "SEATLINE SANDBOX",
    captured: false,
    created: world.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: refusal?.code ?? null,
    failure_message: refusal?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(refusal),
    paid: approved,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type: "card", card: cardDetails(world, intent, method, result) },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: approved ? `${world.address.url}/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: approved ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  };
  world.state.charges[id] = charge;
  return charge;
}

/** Takes the money of an approved charge: all of it, or less. */
export function captureCharge(world: World, charge: Charge, amount: number): void {
  charge.captured = true;
  charge.amount_captured = amount;
  const { currency, description, id } = charge;
  charge.balance_transaction = book(world, { type: "charge", amount, currency, source: id, description }).id;
}

function outcomeOf(refusal: CardRefusal | null): Charge["outcome"] {
  if (refusal === null) {
    return {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: null,
      risk_level: "normal",
      risk_score: 20,
      seller_message: "Payment complete.",
      type: "authorized",
    };
  }
  const blocked = refusal.blocked === true;
  return {
    advice_code: refusal.adviceCode,
    network_advice_code: null,
    network_decline_code: blocked ? null : "05",
    network_status: blocked ? "not_sent_to_network" : "declined_by_network",
    reason: blocked ? "highest_risk_level" : (refusal.declineCode ?? refusal.code),
    risk_level: blocked ? "highest" : "normal",
    risk_score: blocked ? 95 : 20,
    seller_message: blocked
      ? "Stripe blocked this payment as too risky."
      : `The bank returned the decline code \`${refusal.declineCode ?? refusal.code}\`.`,
    type: blocked ? "blocked" : "issuer_declined",
  };
}

function cardDetails(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  result: { refusal: CardRefusal | null; captured: boolean; authenticated: boolean },
) {
  const { card } = method;
  const approved = result.refusal === null;
  return {
    amount_authorized: approved ? intent.amount : null,
    authorization_code: approved ? "123456" : null,
    brand: card.brand,
    ...(approved && !result.captured ? { capture_before: world.now() + HOLD_SECONDS } : {}),
    checks: card.checks === null ? null : { ...card.checks },
    country: card.country,
    electronic_commerce_indicator: result.authenticated ? "05" : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: approved ? "100000000000001" : null,
    regulated_status: "unregulated",
    three_d_secure: result.authenticated
      ? {
          authentication_flow: "challenge",
          electronic_commerce_indicator: "05",
          exemption_indicator: null,
          result: "authenticated",
          result_reason: null,
          transaction_id: `3ds_${intent.id}`,
          version: "2.2.0",
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  };
}
