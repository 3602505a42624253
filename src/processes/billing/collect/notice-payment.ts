import type { MedusaContainer } from "@medusajs/framework/types";
import { cardGateway } from "../../../connections/stripe";
import { attemptTransitions, invoiceTransitions } from "../../../domain/states";
import type { CardGateway } from "../../../integrations/stripe";
import { BILLING_MODULE, type ChargeAttempt, type Invoice } from "../../../modules/billing";
import { toAnswer } from "./charge-answer";

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
): Promise<boolean> {
  const { paymentIntentId, now } = input;
  const billing = container.resolve(BILLING_MODULE);
  const invoice = await billing.invoices.findByPaymentIntent(paymentIntentId);
  if (!invoice || !invoiceTransitions.may(invoice.status, "pay")) {
    return false;
  }
  const attempt = await billing.attempts.latest(invoice.id);
  if (attempt === null || attempt.state === "planned") {
    return false;
  }
  if (attemptTransitions.may(attempt.state, "refuse")) {
    await billing.invoices.scheduleCharge(invoice.id, now);
    return true;
  }
  return attempt.paymentIntentId === paymentIntentId && recordLateMoney(container, invoice, attempt, input);
}

async function recordLateMoney(
  container: MedusaContainer,
  invoice: Invoice,
  attempt: ChargeAttempt,
  { paymentIntentId, now, gateway }: { paymentIntentId: string; now: Date; gateway?: CardGateway },
): Promise<boolean> {
  const payment = await (gateway ?? cardGateway(container)).retrieve(paymentIntentId);
  if (payment.state !== "succeeded") {
    return false;
  }
  if (payment.amountReceived !== invoice.amountDue) {
    throw new Error(
      `Invoice ${invoice.number} asks for ${invoice.amountDue} and payment ${paymentIntentId} brought ${payment.amountReceived}: a person must look.`,
    );
  }
  const answer = toAnswer({ outcome: "succeeded", payment }, now);
  await container
    .resolve(BILLING_MODULE)
    .recordOutcome({ invoiceId: invoice.id, attemptId: attempt.id, ...answer, leaseToken: null, now });
  return true;
}
