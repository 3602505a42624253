import type { BillingModuleService, ChargeAttempt, Invoice } from "../../../modules/billing";
import { cardLabel } from "./card-label";

/** The attempt that asks the company's default card for what is due: the one that is open, or the next one. */
export async function openAttempt(billing: BillingModuleService, invoice: Invoice, now: Date): Promise<ChargeAttempt> {
  const card = await billing.defaultPaymentMethod(invoice.billingAccountId);
  return billing.attempts.openOrPlan({
    invoiceId: invoice.id,
    amount: invoice.amountDue,
    currency: invoice.currency,
    paymentMethodId: card?.paymentMethodId ?? null,
    cardLabel: cardLabel(card),
    now,
  });
}
