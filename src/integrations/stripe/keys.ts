import { createHash } from "node:crypto";

/**
 * Idempotency keys, in one place, but for that of an attempt to be paid: it stands on the attempt's row, which is written
 * before Stripe is asked. Stripe keeps a key for 24 hours and replays its first answer, refusals included; so a retry
 * after a lost answer uses the same key, and a new try uses the next number.
 */
export const stripeKeys = {
  /** The n-th Checkout page of one checkout (1, 2, ...). */
  checkout: (checkoutId: string, attempt: number): string => `checkout:${checkoutId}:session:${attempt}`,
  /** The n-th PaymentIntent of one invoice; a second exists only after Stripe itself canceled the first. */
  invoicePayment: (invoiceId: string, n = 1): string => (n === 1 ? `inv:${invoiceId}:pi` : `inv:${invoiceId}:pi:${n}`),
  /** The closing of an invoice's payment whose amount is no longer the invoice's, or of the hold that it is not taken from. */
  invoiceClose: (invoiceId: string, paymentIntentId: string): string => `inv:${invoiceId}:close:${paymentIntentId}`,
  /** Closing a payment page before a card was entered. */
  pageExpiry: (stripeSessionId: string): string => `expire:${stripeSessionId}`,
  /** Releasing the authorisation of a checkout that becomes no order. */
  checkoutRelease: (checkoutId: string, paymentIntentId: string): string => `release:${checkoutId}:${paymentIntentId}`,
  /**
   * Giving back what was taken for nothing: of an order, or of a checkout that became none. The amount is part of it, since
   * less is asked for once somebody has refunded a part by hand.
   */
  giveBack: (reference: string, paymentIntentId: string, amount: number): string =>
    `give-back:${reference}:${paymentIntentId}:${amount}`,
  /** The PaymentIntent that holds what a change of a subscription costs at once; its confirmation; its release. */
  changeHold: (changeId: string): string => `change:${changeId}:hold`,
  changeConfirm: (changeId: string): string => `change:${changeId}:confirm`,
  changeRelease: (changeId: string, paymentIntentId: string): string => `change:${changeId}:release:${paymentIntentId}`,
  /** The n-th page on which a change's payment is confirmed at the bank. */
  changePage: (changeId: string, n: number): string => `change:${changeId}:page:${n}`,
  /** What Medusa asks of its payment provider, by Medusa's own id of the deed. */
  medusaCapture: (captureId: string): string => `capture:${captureId}`,
  medusaCancel: (paymentIntentId: string): string => `cancel:${paymentIntentId}`,
  /** The customer record of one company; other particulars make another key, as Stripe compares the parameters. */
  customer: (reference: string, particulars: unknown): string =>
    `customer:${reference}:${createHash("sha256").update(JSON.stringify(particulars)).digest("hex").slice(0, 16)}`,
} as const;
