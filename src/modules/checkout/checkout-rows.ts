import type { RefusedBy } from "../../domain/states";
import type { Checkout, CheckoutState, OpenCheckout } from "./types";

export type CheckoutRow = {
  id: string;
  cart_id: string;
  company_id: string;
  customer_id: string;
  quote_id: string;
  quote_hash: string;
  state: CheckoutState;
  attempt: number;
  amount: string;
  currency: string;
  billing_account_id: string;
  payment_collection_id: string | null;
  payment_session_id: string | null;
  stripe_session_id: string | null;
  redirect_url: string | null;
  payment_intent_id: string | null;
  consent_text_version: string;
  consent_at: Date;
  consent_ip: string | null;
  consent_user_agent: string | null;
  po_number: string | null;
  order_id: string | null;
  closed_reason: string | null;
  decline_reason: string | null;
  refused_by: RefusedBy | null;
  created_at: Date;
  expires_at: Date;
  authorised_at: Date | null;
  ordered_at: Date | null;
};

export function checkoutFromRow(row: CheckoutRow): Checkout {
  return {
    id: row.id,
    cartId: row.cart_id,
    companyId: row.company_id,
    customerId: row.customer_id,
    quoteId: row.quote_id,
    quoteHash: row.quote_hash,
    state: row.state,
    attempt: row.attempt,
    amount: safeInteger(row.amount),
    currency: row.currency,
    billingAccountId: row.billing_account_id,
    paymentCollectionId: row.payment_collection_id,
    paymentSessionId: row.payment_session_id,
    stripeSessionId: row.stripe_session_id,
    redirectUrl: row.redirect_url,
    paymentIntentId: row.payment_intent_id,
    consent: {
      textVersion: row.consent_text_version,
      agreedAt: row.consent_at,
      ip: row.consent_ip,
      userAgent: row.consent_user_agent,
    },
    poNumber: row.po_number,
    orderId: row.order_id,
    closedReason: row.closed_reason,
    declineReason: row.decline_reason,
    refusedBy: row.refused_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    authorisedAt: row.authorised_at,
    orderedAt: row.ordered_at,
  };
}

/** The columns a new attempt sets, on the first insert and on every later attempt for the same cart. */
export function attemptColumns(open: OpenCheckout, now: Date) {
  return {
    company_id: open.companyId,
    customer_id: open.customerId,
    quote_id: open.quoteId,
    quote_hash: open.quoteHash,
    state: "open",
    amount: open.amount,
    currency: open.currency,
    billing_account_id: open.billingAccountId,
    payment_session_id: null,
    stripe_session_id: null,
    redirect_url: null,
    page_request: null,
    payment_intent_id: null,
    consent_text_version: open.consent.textVersion,
    consent_at: open.consent.agreedAt,
    consent_ip: open.consent.ip,
    consent_user_agent: open.consent.userAgent,
    po_number: open.poNumber,
    closed_reason: null,
    decline_reason: null,
    refused_by: null,
    updated_at: now,
    expires_at: open.expiresAt,
    authorised_at: null,
    next_check_at: open.expiresAt,
    tries: 0,
    last_error: null,
  };
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new Error(`The stored amount ${text} is beyond what can be counted exactly.`);
  }
  return value;
}
