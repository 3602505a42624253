import type { StripeRefusedError, StripeUnavailableError } from "../../../integrations/stripe";
import type { Invoice, NewPaymentCase } from "../../../modules/billing";

/** The processor refuses to charge the invoice for a reason that is not the card's. */
export function requestRefused(invoice: Invoice, error: StripeRefusedError, now: Date): NewPaymentCase {
  const id = error.requestId === null ? "" : ` Stripe's request id: ${error.requestId}.`;
  return about(invoice, "request_refused", `${error.answer.partner} ${error.message}.${id}`, now);
}

/** The amount cannot be charged to any card. */
export function tooLarge(invoice: Invoice, amount: number, now: Date): NewPaymentCase {
  const words = `No card can be charged what invoice ${invoice.number} asks for. Agree another way to pay with the company.`;
  return { ...about(invoice, "too_large", words, now), amount };
}

/** The amount is less than a card is charged, and no other invoice has come to collect it with. */
export function tooSmall(invoice: Invoice, amount: number, now: Date): NewPaymentCase {
  const words = `Invoice ${invoice.number} asks for less than a card is charged, and no other invoice has come to collect it with. Waive it with a credit note, or leave it: a later invoice still takes it along.`;
  return { ...about(invoice, "too_small", words, now), amount };
}

/** The processor closes every payment that is begun for the invoice. */
export function paymentsKeepClosing(invoice: Invoice, now: Date): NewPaymentCase {
  const words = `Stripe has closed every payment that was begun for invoice ${invoice.number}. Look at them in its dashboard, then charge again.`;
  return about(invoice, "payments_closed", words, now);
}

/** A request cannot be repeated under its key, so nobody knows what the first did. */
export function keyClash(invoice: Invoice, error: StripeUnavailableError, now: Date): NewPaymentCase {
  return about(invoice, "key_clash", `${error.answer.partner} ${error.message}.`, now);
}

function about(invoice: Invoice, kind: NewPaymentCase["kind"], words: string, now: Date): NewPaymentCase {
  return {
    kind,
    subject: invoice.id,
    billingAccountId: invoice.billingAccountId,
    invoiceId: invoice.id,
    amount: invoice.amountDue,
    currency: invoice.currency,
    words,
    openedAt: now,
    dueBy: null,
  };
}
