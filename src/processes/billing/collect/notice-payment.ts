import type { MedusaContainer } from "@medusajs/framework/types";
import { attemptTransitions, invoiceTransitions } from "../../../domain/states";
import { BILLING_MODULE } from "../../../modules/billing";

/**
 * The world says that an invoice's payment changed (a webhook). The notice itself is not believed: the charge duty
 * reads the payment again and writes what it finds.
 *
 * @returns false when the payment belongs to no invoice, or to one that is settled.
 */
export async function noticeInvoicePayment(
  container: MedusaContainer,
  { paymentIntentId, now }: { readonly paymentIntentId: string; readonly now: Date },
): Promise<boolean> {
  const billing = container.resolve(BILLING_MODULE);
  const invoice = await billing.invoices.findByPaymentIntent(paymentIntentId);
  if (!invoice || !invoiceTransitions.may(invoice.status, "pay")) {
    return false;
  }
  const attempt = await billing.attempts.latest(invoice.id);
  if (attempt === null || attempt.state === "planned" || !attemptTransitions.may(attempt.state, "refuse")) {
    return false;
  }
  await billing.invoices.scheduleCharge(invoice.id, now);
  return true;
}
