import type { MedusaContainer } from "@medusajs/framework/types";
import { cardGateway } from "../../../connections/stripe";
import { money } from "../../../domain/money";
import { type CardGateway, stripeKeys } from "../../../integrations/stripe";
import { BILLING_MODULE, type BillingModuleService, type Invoice } from "../../../modules/billing";
import { openAttempt } from "./open-attempt";
import { type OrderPayment, readOrderPayments, recordCapture, releasePayments } from "./order-payment";

/** How the money of an activation invoice came, or that the saved card has to be charged instead. */
export type ActivationPayment = "paid" | "charge_card";

type TakenUp = { readonly invoice: Invoice; readonly leaseToken: string | null; readonly now: Date };

/**
 * Takes what an activation invoice asks for from the order's authorisation. When the authorisation cannot give it (it
 * ran out, or holds less), it is released and the invoice is made chargeable on the saved card at once.
 *
 * @throws Error when the card processor gives no usable answer, or when money was taken that does not fit the invoice:
 * then a person must look.
 */
export async function collectActivation(
  container: MedusaContainer,
  input: {
    readonly invoice: Invoice;
    readonly payments?: readonly OrderPayment[];
    readonly now: Date;
    readonly gateway?: CardGateway;
    /** Where the invoice was taken up to be charged; without one for the settlement of its order. */
    readonly leaseToken?: string;
  },
): Promise<ActivationPayment> {
  const { invoice, now, leaseToken = null } = input;
  const from = { invoice, leaseToken, now };
  const billing = container.resolve(BILLING_MODULE);
  const payments = input.payments ?? (await paymentsOf(container, invoice));
  const payment = payments.find((one) => !one.canceled);
  if (invoice.amountDue === 0) {
    await bringBooksUp(container, invoice, payments);
    return "paid";
  }
  if (payment === undefined) {
    await chargeCardIfFresh(billing, from);
    return "charge_card";
  }
  const gross = money(invoice.amountDue, invoice.currency);
  if (payment.paymentIntentId === null) {
    await recordCapture(container, payment, gross);
    await notePaid(billing, from, null, null);
    return "paid";
  }
  const gateway = input.gateway ?? cardGateway(container);
  const result = await gateway.capture({
    paymentIntentId: payment.paymentIntentId,
    amount: invoice.amountDue,
    idempotencyKey: stripeKeys.activationCapture(invoice.id),
  });
  if (result.outcome === "unknown") {
    throw new Error(`Taking the money for invoice ${invoice.number} got no usable answer: ${result.reason}`);
  }
  if (result.outcome === "captured") {
    await notePaid(billing, from, payment.paymentIntentId, result.payment.chargeId);
    await recordCapture(container, payment, gross);
    return "paid";
  }
  await release(gateway, invoice, payment.paymentIntentId);
  await releasePayments(container, payments);
  await chargeCardIfFresh(billing, from);
  return "charge_card";
}

/**
 * Nothing is due any more: an earlier call took the money and may have died before Medusa's books said so, or a balance
 * paid for all of it and the authorisation is not needed.
 */
async function bringBooksUp(
  container: MedusaContainer,
  invoice: Invoice,
  payments: readonly OrderPayment[],
): Promise<void> {
  const taken = payments.find((one) => !one.canceled && one.paymentIntentId === invoice.paymentIntentId);
  if (invoice.amountPaid > 0 && taken) {
    await recordCapture(container, taken, money(invoice.amountPaid, invoice.currency));
    return;
  }
  await releasePayments(container, payments);
}

async function paymentsOf(container: MedusaContainer, invoice: Invoice): Promise<readonly OrderPayment[]> {
  return invoice.orderId ? (await readOrderPayments(container, invoice.orderId)).payments : [];
}

/** The authorisation must be gone for certain before the card is charged another way: money is never taken twice. */
async function release(gateway: CardGateway, invoice: Invoice, paymentIntentId: string): Promise<void> {
  const result = await gateway.cancel({ paymentIntentId, idempotencyKey: stripeKeys.activationRelease(invoice.id) });
  if (result.outcome !== "canceled") {
    throw new Error(
      `The authorisation ${paymentIntentId} of invoice ${invoice.number} could neither be taken nor released: ${result.reason}`,
    );
  }
}

async function notePaid(
  billing: BillingModuleService,
  { invoice, leaseToken, now }: TakenUp,
  paymentIntentId: string | null,
  chargeId: string | null,
): Promise<void> {
  const attempt = await openAttempt(billing, invoice, now);
  await billing.recordOutcome({
    invoiceId: invoice.id,
    attemptId: attempt.id,
    result: { state: "succeeded", paymentIntentId, chargeId },
    effect: { kind: "paid", paymentIntentId },
    leaseToken,
    now,
  });
}

/** Only a fresh invoice: one whose card was declined waits for the customer, however often the order is settled. */
async function chargeCardIfFresh(billing: BillingModuleService, { invoice, leaseToken, now }: TakenUp): Promise<void> {
  if (invoice.status === "open") {
    await billing.invoices.scheduleCharge(invoice.id, now, leaseToken);
  }
}
