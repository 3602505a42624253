import type { MedusaContainer } from "@medusajs/framework/types";
import { cardGateway } from "../../../connections/stripe";
import { attemptTransitions, invoiceTransitions } from "../../../domain/states";
import type { CardGateway } from "../../../integrations/stripe";
import { BILLING_MODULE, type Invoice } from "../../../modules/billing";
import { bookPayment } from "./book-payment";

/** `not_yet`: money came, and it is booked once the end of another attempt is known. */
export type PaymentNoticed = boolean | "not_yet";

/**
 * The world says that an invoice's payment changed (a webhook). The notice itself is not believed. Of an attempt that is
 * open the charge duty reads the payment again and writes what it finds; of one that ended without money it is read here,
 * because money may come late: the customer has confirmed it at the bank after all.
 *
 * @returns false when the payment belongs to no invoice, or changes nothing of it.
 * @throws StripeUnavailableError when the payment cannot be read now
 */
export async function noticeInvoicePayment(
  container: MedusaContainer,
  input: { readonly paymentIntentId: string; readonly now: Date; readonly gateway?: CardGateway },
): Promise<PaymentNoticed> {
  const { paymentIntentId, now } = input;
  const billing = container.resolve(BILLING_MODULE);
  const invoice = await billing.invoices.findByPaymentIntent(paymentIntentId);
  if (!invoice || invoice.status === "draft") {
    return false;
  }
  const attempts = await billing.attempts.list(invoice.id);
  if (attempts.some((one) => one.state === "succeeded" && one.paymentIntentId === paymentIntentId)) {
    return false;
  }
  const latest = attempts.at(-1);
  if (latest === undefined || latest.state === "planned") {
    return false;
  }
  const isOpen = attemptTransitions.may(latest.state, "refuse");
  if (isOpen && latest.paymentIntentId === paymentIntentId && invoiceTransitions.may(invoice.status, "pay")) {
    await billing.invoices.scheduleCharge(invoice.id, now);
    return true;
  }
  return bookLateMoney(container, invoice, input);
}

/** Of a payment that nobody waits for any more only its money counts, all of it: what nothing asks for becomes credit. */
async function bookLateMoney(
  container: MedusaContainer,
  invoice: Invoice,
  { paymentIntentId, now, gateway }: { paymentIntentId: string; now: Date; gateway?: CardGateway },
): Promise<PaymentNoticed> {
  const rail = gateway ?? cardGateway(container);
  const payment = await rail.retrieve(paymentIntentId);
  if (payment.state !== "succeeded") {
    return false;
  }
  const outcome = await bookPayment(container, rail, { invoice, payment, leaseToken: null, now });
  return outcome === "waits" ? "not_yet" : true;
}
