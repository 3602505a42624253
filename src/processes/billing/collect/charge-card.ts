import {
  type CardGateway,
  type ConfirmResult,
  type Payment,
  StripeRefusedError,
  stripeKeys,
} from "../../../integrations/stripe";
import type { BillingModuleService, ChargeAttempt, Invoice } from "../../../modules/billing";
import { type Answer, declinedAnswer, toAnswer } from "./charge-answer";
import { openAttempt } from "./open-attempt";

/** Stripe replays an answer for 24 hours; an hour of margin keeps us on the safe side of it. */
const REPLAY_MS = 23 * 60 * 60 * 1000;

/** An invoice that was taken up to be charged, and the lease under which that was done. */
type LeasedInvoice = { readonly invoice: Invoice; readonly leaseToken: string; readonly now: Date };

/**
 * Charges the saved card for an invoice, once. One payment per invoice, one idempotency key per attempt, and no next
 * attempt while the outcome of one is open: whatever is lost between the processor and us, the card pays once.
 */
export async function chargeCard(
  billing: BillingModuleService,
  gateway: CardGateway,
  leased: LeasedInvoice,
): Promise<void> {
  const { invoice, leaseToken, now } = leased;
  // Looking for what an order's authorisation holds may have outlived the lease: the card is then another's to ask.
  if (!(await billing.invoices.holds({ id: invoice.id, token: leaseToken }))) {
    return;
  }
  const [account] = await billing.accounts.byIds([invoice.billingAccountId]);
  const attempt = await openAttempt(billing, invoice, now);
  const answer = await answerOf(billing, gateway, {
    ...leased,
    attempt,
    customerId: account?.stripeCustomerId ?? null,
  });
  await billing.recordOutcome({ invoiceId: invoice.id, attemptId: attempt.id, ...answer, leaseToken, now });
}

type Charge = LeasedInvoice & { readonly attempt: ChargeAttempt; readonly customerId: string | null };

async function answerOf(billing: BillingModuleService, gateway: CardGateway, charge: Charge): Promise<Answer> {
  const { attempt, customerId, now } = charge;
  const { paymentMethodId } = attempt;
  if (attempt.state === "succeeded") {
    return toAnswer({ outcome: "known", paymentIntentId: attempt.paymentIntentId, chargeId: attempt.chargeId }, now);
  }
  if (paymentMethodId === null || customerId === null) {
    return declinedAnswer("no_card", "There is no saved card to charge.", "card_data", now);
  }
  try {
    const earlier = await earlierAnswer(gateway, attempt, now);
    if (earlier) {
      return await afterCancel(billing, charge, earlier);
    }
    const paymentIntentId = await paymentOf(billing, gateway, charge, { customerId, paymentMethodId });
    await billing.attempts.markSent(attempt.id, paymentIntentId, now);
    const result = await gateway.confirmOffSession({
      paymentIntentId,
      paymentMethodId,
      idempotencyKey: attempt.idempotencyKey,
    });
    return await afterCancel(billing, charge, result);
  } catch (error) {
    // The processor refuses the request as such (an amount under its minimum, a deleted customer): nothing was
    // charged and asking again will not help, so it ends like a declined card and a person sees the reason.
    if (error instanceof StripeRefusedError) {
      return declinedAnswer(error.code ?? "request_refused", error.message, "technical", now);
    }
    throw error;
  }
}

/**
 * For an attempt whose answer was lost: what became of it. Null when it was never sent, or when sending it again under
 * its own key will bring the answer.
 */
async function earlierAnswer(gateway: CardGateway, attempt: ChargeAttempt, now: Date): Promise<ConfirmResult | null> {
  if (attempt.state === "planned" || attempt.paymentIntentId === null) {
    return null;
  }
  const payment = await gateway.retrieve(attempt.paymentIntentId);
  const decided = decidedBy(payment);
  if (decided) {
    return decided;
  }
  const sentAt = attempt.sentAt ?? attempt.plannedAt;
  if (attempt.state !== "processing" && now.getTime() - sentAt.getTime() < REPLAY_MS) {
    return null;
  }
  // Too late to ask again, and the processor holds nothing for it: the attempt ended without money.
  return payment.lastDecline
    ? { outcome: "declined", decline: payment.lastDecline, payment }
    : { outcome: "canceled", payment };
}

function decidedBy(payment: Payment): ConfirmResult | null {
  switch (payment.state) {
    case "succeeded":
      return { outcome: "succeeded", payment };
    case "processing":
      return { outcome: "processing", payment };
    case "canceled":
      return { outcome: "canceled", payment };
    default:
      return null;
  }
}

/**
 * The invoice's one payment at the processor; a next one only after the processor itself closed the last.
 *
 * @throws Error when another worker has gone on with the invoice: the card is its business
 */
async function paymentOf(
  billing: BillingModuleService,
  gateway: CardGateway,
  { invoice, leaseToken }: LeasedInvoice,
  card: { readonly customerId: string; readonly paymentMethodId: string },
): Promise<string> {
  if (invoice.paymentIntentId !== null && !(await hasOtherAmount(gateway, invoice, invoice.paymentIntentId))) {
    return invoice.paymentIntentId;
  }
  const attempts = await billing.attempts.list(invoice.id);
  const closed = new Set(attempts.flatMap((one) => (one.paymentIntentId === null ? [] : [one.paymentIntentId])));
  const payment = await gateway.createPaymentIntent({
    ...card,
    amount: invoice.amountDue,
    currency: invoice.currency,
    description: `Invoice ${invoice.number}`,
    metadata: {
      invoice_id: invoice.id,
      invoice_number: invoice.number ?? "",
      billing_account_id: invoice.billingAccountId,
    },
    idempotencyKey: stripeKeys.invoicePayment(invoice.id, closed.size + 1),
  });
  if (!(await billing.invoices.setPaymentIntent({ id: invoice.id, token: leaseToken }, payment.id))) {
    throw new Error(`Another worker has gone on with invoice ${invoice.number}.`);
  }
  return payment.id;
}

/** A credit note may have made the invoice smaller since its payment was begun; that payment is closed for good. */
async function hasOtherAmount(gateway: CardGateway, invoice: Invoice, paymentIntentId: string): Promise<boolean> {
  if (invoice.amountCredited === 0) {
    return false;
  }
  const payment = await gateway.retrieve(paymentIntentId);
  if (payment.amount === invoice.amountDue) {
    return false;
  }
  const idempotencyKey = stripeKeys.invoiceClose(invoice.id, paymentIntentId);
  const closed = await gateway.cancel({ paymentIntentId, idempotencyKey });
  if (closed.outcome !== "canceled") {
    throw new Error(`The payment ${paymentIntentId} of ${invoice.number} could not be closed: ${closed.reason}`);
  }
  return true;
}

async function afterCancel(
  billing: BillingModuleService,
  { invoice, leaseToken, now }: LeasedInvoice,
  result: ConfirmResult,
): Promise<Answer> {
  if (result.outcome === "canceled" && result.payment.state === "canceled") {
    await billing.invoices.setPaymentIntent({ id: invoice.id, token: leaseToken }, null);
  }
  return toAnswer(result, now);
}
