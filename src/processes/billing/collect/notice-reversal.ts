import type { MedusaContainer } from "@medusajs/framework/types";
import { stripeReadings } from "../../../connections/stripe";
import { amountInWords } from "../../../domain/charging";
import { money } from "../../../domain/money";
import type { DisputeReading, RefundReading, StripeReadings } from "../../../integrations/stripe";
import { BILLING_MODULE, type Invoice, type NewPaymentCase } from "../../../modules/billing";

type Readings = Pick<StripeReadings, "refundsOf" | "dispute">;

/** `not_ours`: no invoice was paid by it. `not_yet`: the books do not have the payment yet. */
export type ReversalNoticed = "done" | "not_ours" | "not_yet";

/**
 * The world says that a payment was refunded, wherever that was done. All its refunds are read and become movements of
 * the invoice it paid; that no document says so yet is for a person. A refund that failed is undone.
 *
 * @throws StripeUnavailableError when they cannot be read now
 */
export async function noticeRefunds(
  container: MedusaContainer,
  input: { readonly paymentIntentId: string; readonly now: Date; readonly readings?: Readings },
): Promise<ReversalNoticed> {
  const { paymentIntentId, now } = input;
  const billing = container.resolve(BILLING_MODULE);
  const invoice = await billing.invoices.findByPaymentIntent(paymentIntentId);
  if (invoice === null) {
    return "not_ours";
  }
  const refunds = await (input.readings ?? stripeReadings(container)).refundsOf(paymentIntentId);
  for (const refund of refunds) {
    const { id: processorId, amount, currency, stands, reason, madeAt } = refund;
    const outcome = await billing.reversals.record(
      { invoiceId: invoice.id, kind: "refund", processorId, paymentIntentId, amount, currency, reason, madeAt, stands },
      now,
      {
        news: (open, creditUsed, number) =>
          refunded({ ...invoice, number }, { ...refund, amount: open }, creditUsed, now),
        undone: (open) => refundFailed(invoice, { ...refund, amount: open }, now),
        undoneWords: "The refund failed; the money is back.",
      },
    );
    if (outcome === "unpaid") {
      return "not_yet";
    }
  }
  return "done";
}

/**
 * The world says that a card holder disputes a charge. While the bank has the money it is a movement of the invoice; it
 * is undone when the dispute is won. In any case a person has to answer in time.
 *
 * @throws StripeUnavailableError when it cannot be read now
 */
export async function noticeDispute(
  container: MedusaContainer,
  input: { readonly disputeId: string; readonly now: Date; readonly readings?: Readings },
): Promise<ReversalNoticed> {
  const { disputeId, now } = input;
  const billing = container.resolve(BILLING_MODULE);
  const dispute = await (input.readings ?? stripeReadings(container)).dispute(disputeId);
  const { paymentIntentId, amount, currency, stands, reason, madeAt } = dispute;
  const invoice = paymentIntentId === null ? null : await billing.invoices.findByPaymentIntent(paymentIntentId);
  if (invoice === null || paymentIntentId === null) {
    return "not_ours";
  }
  const outcome = await billing.reversals.record(
    {
      invoiceId: invoice.id,
      kind: "chargeback",
      processorId: disputeId,
      paymentIntentId,
      amount,
      currency,
      reason,
      madeAt,
      stands,
    },
    now,
  );
  if (outcome === "unpaid") {
    return "not_yet";
  }
  const kind = dispute.isInquiry ? "dispute_inquiry" : "disputed";
  if (dispute.isClosed && !stands) {
    await billing.cases.closeAbout("dispute_inquiry", disputeId, `The bank closed it: ${dispute.status}.`, now);
    await billing.cases.closeAbout("disputed", disputeId, `The bank closed it: ${dispute.status}.`, now);
    for (const { invoiceId, number, amount, subject } of await billing.reversals.creditedBeyond(
      disputeId,
      invoice.id,
    )) {
      await billing.cases.open({ ...wonAfterCredit({ ...invoice, number }, subject, amount, now), invoiceId });
    }
    return "done";
  }
  const name = nameOf(invoice, await billing.reversals.countedOn(disputeId));
  await billing.cases.open(disputed(invoice, name, dispute, kind, now));
  return "done";
}

/** The card's network fears fraud: a dispute is likely. @returns false when no invoice was paid by it */
export async function noticeFraudWarning(
  container: MedusaContainer,
  input: { readonly warningId: string; readonly paymentIntentId: string; readonly now: Date },
): Promise<boolean> {
  const billing = container.resolve(BILLING_MODULE);
  const invoice = await billing.invoices.findByPaymentIntent(input.paymentIntentId);
  if (invoice === null) {
    return false;
  }
  const words = `The card's bank reports invoice ${invoice.number}'s payment as possible fraud. Ask the company; a refund now is cheaper than a dispute.`;
  await billing.cases.open(about(invoice, "fraud_warning", input.warningId, words, input.now));
  return true;
}

function refunded(invoice: Invoice, refund: RefundReading, creditUsed: boolean, now: Date): NewPaymentCase {
  const words = creditUsed
    ? `${inWords(refund)} of invoice ${invoice.number} was refunded, which a credit note had given before; its credit has paid other invoices since. The company has it twice: ask for it back.`
    : `${inWords(refund)} of invoice ${invoice.number} was refunded, and no document says why. Issue a credit note over it, or ask the company to pay it again.`;
  return { ...about(invoice, "refunded", refund.id, words, now), amount: refund.amount };
}

function refundFailed(invoice: Invoice, refund: RefundReading, now: Date): NewPaymentCase {
  const words = `The refund of ${inWords(refund)} for invoice ${invoice.number} did not arrive and came back. Pay it to the company another way.`;
  return { ...about(invoice, "refund_failed", refund.id, words, now), amount: refund.amount };
}

/** One answer to the bank decides over all invoices that the payment paid; each has to be made good by itself. */
function nameOf(
  { number, currency }: Invoice,
  counted: readonly { readonly number: string; readonly amount: number }[],
) {
  return counted.length < 2
    ? `invoice ${number}`
    : `the invoices ${counted.map((one) => `${one.number} (${inWords({ amount: one.amount, currency })})`).join(", ")}`;
}

function disputed(
  invoice: Invoice,
  name: string,
  dispute: DisputeReading,
  kind: "disputed" | "dispute_inquiry",
  now: Date,
): NewPaymentCase {
  const what = dispute.isInquiry
    ? `The card holder's bank asks about ${inWords(dispute)} of ${name}. Answer at Stripe before it becomes a dispute.`
    : dispute.isClosed
      ? `The dispute about ${inWords(dispute)} of ${name} is lost. Ask the company to pay another way, or issue a credit note.`
      : `The card holder disputes ${inWords(dispute)} of ${name} (${dispute.reason}), and the bank has taken it. Give evidence at Stripe.`;
  return { ...about(invoice, kind, dispute.id, what, now), amount: dispute.amount, dueBy: dispute.dueBy };
}

function wonAfterCredit(invoice: Invoice, subject: string, amount: number, now: Date): NewPaymentCase {
  const given = inWords({ amount, currency: invoice.currency });
  const words = `The dispute about invoice ${invoice.number} is won and the money is back, but a credit note had given ${given} for it meanwhile. The company has paid that and owes it no more: refund it at Stripe.`;
  return { ...about(invoice, "dispute_won", subject, words, now), amount };
}

function inWords({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  return amountInWords(money(amount, currency));
}

function about(
  invoice: Invoice,
  kind: NewPaymentCase["kind"],
  subject: string,
  words: string,
  now: Date,
): NewPaymentCase {
  const { billingAccountId, id: invoiceId, amountPaid: amount, currency } = invoice;
  return { kind, subject, billingAccountId, invoiceId, amount, currency, words, openedAt: now, dueBy: null };
}
