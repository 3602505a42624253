import type { Decline } from "./declines";
import type { Payment } from "./payment-view";
import type { DisputeReading, RefundReading } from "./readings";

/**
 * The answer to a charge of a saved card.
 * succeeded     the money is taken, or held where the payment is one that holds
 * declined      refused; nothing was taken, and `decline.kind` says what may be done
 * needs_action  the bank wants the customer to authenticate; nothing was taken
 * processing    the bank has not decided; the webhook or `retrieve` will tell
 * canceled      the payment was canceled before; nothing was taken, a new payment is needed
 * unknown       no usable answer: it may have been taken. Repeat with the same key within 24 hours, or `retrieve`;
 *               never start another attempt before the outcome is known
 */
export type ConfirmResult =
  | { outcome: "succeeded"; payment: Payment }
  | { outcome: "declined"; decline: Decline; payment: Payment | null }
  | { outcome: "needs_action"; decline: Decline | null; payment: Payment }
  | { outcome: "processing"; payment: Payment }
  | { outcome: "canceled"; payment: Payment }
  | { outcome: "unknown"; reason: string; requestId: string | null };

/** `captured` also when exactly this amount had been captured before. `refused`: nothing changed. */
export type CaptureResult =
  | { outcome: "captured"; payment: Payment }
  | { outcome: "refused"; code: string | null; reason: string; payment: Payment | null }
  | { outcome: "unknown"; reason: string; requestId: string | null };

/** `canceled` also when it was canceled before. `refused`: the money is already taken (see `payment`). */
export type CancelResult =
  | { outcome: "canceled"; payment: Payment }
  | { outcome: "refused"; code: string | null; reason: string; payment: Payment | null }
  | { outcome: "unknown"; reason: string; requestId: string | null };

/** `pending`: on its way, `refund.updated` will tell. `refused`: nothing changed. */
export type RefundResult =
  | { outcome: "succeeded" | "pending"; refundId: string; amount: number; currency: string }
  | { outcome: "refused"; code: string | null; reason: string }
  | { outcome: "unknown"; reason: string; requestId: string | null };

/** What Stripe may know about a company. `reference` is our id of it. */
export type CustomerParticulars = {
  reference: string;
  name: string;
  email: string;
  phone?: string | null;
  address?: {
    line1: string;
    line2?: string | null;
    city: string;
    province?: string | null;
    postalCode: string;
    /** ISO 3166 alpha-2 */
    countryCode: string;
  } | null;
};

export type CreatePayment = {
  customerId: string;
  paymentMethodId: string;
  /** Integer in minor units. */
  amount: number;
  /** ISO code, upper or lower case. */
  currency: string;
  description?: string;
  /** Printed on the card statement behind the seller's name; at most 22 characters together. */
  statementSuffix?: string;
  metadata: Record<string, string>;
  /** True: confirming holds the amount and takes nothing; `capture` or `cancel` ends it. Default false. */
  hold?: boolean;
  /** `stripeKeys.invoicePayment(invoiceId)`, or `stripeKeys.changeHold(changeId)`: one payment for each. */
  idempotencyKey: string;
};

export type ConfirmPayment = {
  paymentIntentId: string;
  paymentMethodId: string;
  /** The attempt's own, from its row. */
  idempotencyKey: string;
};

/** Integer in minor units of the payment's currency (ISO); at most what is authorised, the rest is released. */
export type CapturePayment = { paymentIntentId: string; amount: number; currency: string; idempotencyKey: string };

export type CancelPayment = {
  paymentIntentId: string;
  reason?: "duplicate" | "fraudulent" | "requested_by_customer" | "abandoned" | "void_invoice";
  idempotencyKey: string;
};

/** Integer in minor units of the payment's currency; at most what was taken and not yet refunded. */
export type RefundPayment = {
  paymentIntentId: string;
  amount: number;
  /** ISO code of the payment. */
  currency: string;
  reason?: "duplicate" | "fraudulent" | "requested_by_customer";
  metadata?: Record<string, string>;
  idempotencyKey: string;
};

/** What was given back of a payment, and what its card holder's bank took back. */
export type WentBack = { readonly refunds: readonly RefundReading[]; readonly disputes: readonly DisputeReading[] };

/**
 * Charges of saved cards. Calls that return a plain value throw StripeRefusedError (the request itself is wrong) or
 * StripeUnavailableError (no usable answer; repeating with the same key is safe). Calls that return a union throw only
 * StripeRefusedError, and only for requests that no other state of the world would make right.
 */
export type CardGateway = {
  /** Creates the customer, or brings the existing one up to date. */
  ensureCustomer(particulars: CustomerParticulars, existingCustomerId?: string | null): Promise<{ customerId: string }>;
  /** Creates a payment without charging or holding anything. */
  createPaymentIntent(input: CreatePayment): Promise<Payment>;
  /** Charges the saved card without the customer being there. */
  confirmOffSession(input: ConfirmPayment): Promise<ConfirmResult>;
  /** The payment as it stands at Stripe now. */
  retrieve(paymentIntentId: string): Promise<Payment>;
  /** Takes authorised money, once; what is not taken is released. */
  capture(input: CapturePayment): Promise<CaptureResult>;
  /** Releases authorised money, or closes a payment that was never made. */
  cancel(input: CancelPayment): Promise<CancelResult>;
  refund(input: RefundPayment): Promise<RefundResult>;
  /** All refunds and disputes of a payment, also those that ended without the money being gone. */
  wentBack(paymentIntentId: string): Promise<WentBack>;
};
