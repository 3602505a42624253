import type { AttemptState } from "../../domain/states";

/** What becomes of an invoice's money: tries to charge it, money that went back, and what waits for a person. */

/** See `attemptTransitions`. */
export type ChargeAttemptState = AttemptState;

export type ChargeAttempt = {
  readonly id: string;
  readonly invoiceId: string;
  readonly attemptNo: number;
  readonly idempotencyKey: string;
  readonly state: ChargeAttemptState;
  /** For the invoice itself. */
  readonly amount: number;
  /** Asked for together with it: small amounts of other invoices of the account. */
  readonly carried: number;
  /** Of `amount`, what nothing asked for any more when it came: it became the company's credit. */
  readonly excess: number;
  readonly currency: string;
  readonly paymentMethodId: string | null;
  readonly cardLabel: string;
  readonly paymentIntentId: string | null;
  readonly chargeId: string | null;
  readonly code: string | null;
  readonly declineCode: string | null;
  readonly adviceCode: string | null;
  readonly declineClass: string | null;
  readonly message: string | null;
  readonly plannedAt: Date;
  readonly sentAt: Date | null;
  readonly finishedAt: Date | null;
};

export type AttemptResult = {
  /** All that it really brought, with what came along; by default what it asked for. Minor units. */
  readonly received?: number;
  readonly state: Exclude<ChargeAttemptState, "planned" | "sent">;
  readonly paymentIntentId?: string | null;
  readonly chargeId?: string | null;
  readonly code?: string | null;
  readonly declineCode?: string | null;
  readonly adviceCode?: string | null;
  readonly declineClass?: string | null;
  readonly message?: string | null;
};

/**
 * `request_refused`: the processor refuses a charge for a reason that is not the card's. `too_large`: more than a card
 * is charged at once. `amount_mismatch`: the processor took more than was asked for. `unclaimed_money`: it took
 * money for something that asked for nothing any more; both became credit. `refunded`, `disputed`: money went back. `dispute_inquiry`,
 * `fraud_warning`: it may. `refund_failed`: a refund came back. `payments_closed`: payments keep being closed at the
 * processor. `key_clash`: a request cannot be repeated, and what the first did must be looked up. `customer_gone`: the
 * company's record at the processor was deleted. `too_small`: an amount too small for a card found no other invoice in time.
 * `dispute_won`: money came back that a credit note had given away meanwhile. `order_canceled`: an invoice of an order that
 * was cancelled in Medusa after its licences came. `processor_differs`: the processor says another sum of a payment, refund
 * or dispute than the books, and nothing has explained it. `tax_not_corrected`: VAT was charged before the company's id was
 * found valid, on a line that cannot be billed anew because a part of it was given back.
 */
export type PaymentCaseKind =
  | "request_refused"
  | "too_large"
  | "too_small"
  | "dispute_won"
  | "amount_mismatch"
  | "unclaimed_money"
  | "refunded"
  | "disputed"
  | "dispute_inquiry"
  | "fraud_warning"
  | "refund_failed"
  | "payments_closed"
  | "key_clash"
  | "customer_gone"
  | "processor_differs"
  | "tax_not_corrected"
  | "order_canceled";

/** A thing about a payment that waits for a person. Of one kind and subject there is one open case. */
export type PaymentCase = {
  readonly id: string;
  readonly kind: PaymentCaseKind;
  /** The processor's id of what it is about, or the invoice's. */
  readonly subject: string;
  readonly billingAccountId: string | null;
  readonly invoiceId: string | null;
  /** Minor units of `currency`: the money at stake. */
  readonly amount: number | null;
  readonly currency: string | null;
  /** What happened and what to do, for the partner. */
  readonly words: string;
  readonly openedAt: Date;
  /** When an answer must be given; a dispute's evidence. */
  readonly dueBy: Date | null;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
};

export type NewPaymentCase = Omit<PaymentCase, "id" | "resolvedAt" | "resolvedBy" | "resolution">;

/** Money that went back to the customer after it was paid; undone when it came again (a dispute won, a refund failed). */
export type PaymentReversal = {
  readonly id: string;
  readonly invoiceId: string;
  readonly kind: "refund" | "chargeback";
  /** The refund's or dispute's id at the processor. */
  readonly processorId: string;
  readonly paymentIntentId: string;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string | null;
  readonly madeAt: Date;
  readonly undoneAt: Date | null;
};

/**
 * Money that the processor took for an order of which nothing was delivered, or for a checkout that became no order. It is
 * on no invoice. Amounts in minor units of `currency`.
 */
export type UnbilledPayment = {
  readonly id: string;
  readonly billingAccountId: string;
  readonly orderId: string | null;
  /** What it was taken for, as a person reads it. */
  readonly about: string;
  readonly paymentIntentId: string;
  readonly amount: number;
  readonly currency: string;
  /** The refund that we made of it; null before, and where nothing was left to refund. */
  readonly refundId: string | null;
  /** What went back of it and stands. */
  readonly returned: number;
  readonly bookedAt: Date;
};
