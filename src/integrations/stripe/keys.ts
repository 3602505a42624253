import { createHash } from "node:crypto";

/**
 * Idempotency keys, in one place. Stripe keeps a key for 24 hours and replays its first answer, refusals included;
 * so a retry after a lost answer uses the same key, and a new try uses the next number.
 */
export const stripeKeys = {
  /** The n-th Checkout page of one checkout (1, 2, ...). */
  checkout: (checkoutId: string, attempt: number): string => `checkout:${checkoutId}:session:${attempt}`,
  /** The n-th PaymentIntent of one invoice; a second exists only after Stripe itself canceled the first. */
  invoicePayment: (invoiceId: string, n = 1): string => (n === 1 ? `inv:${invoiceId}:pi` : `inv:${invoiceId}:pi:${n}`),
  /** The n-th attempt to charge one invoice. */
  invoiceAttempt: (invoiceId: string, attempt: number): string => `inv:${invoiceId}:try:${attempt}`,
  /** The refund of one credit note. */
  creditNote: (creditNoteId: string): string => `cn:${creditNoteId}`,
  /** The customer record of one company; other particulars make another key, as Stripe compares the parameters. */
  customer: (reference: string, particulars: unknown): string =>
    `customer:${reference}:${createHash("sha256").update(JSON.stringify(particulars)).digest("hex").slice(0, 16)}`,
} as const;
