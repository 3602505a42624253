import type { MedusaContainer } from "@medusajs/framework/types";
import { amountInWords } from "../../../domain/charging";
import { money } from "../../../domain/money";
import type { CardGateway, DisputeReading, RefundReading } from "../../../integrations/stripe";
import {
  BILLING_MODULE,
  type BillingModuleService,
  type Invoice,
  type NewPaymentCase,
  type ReversalCases,
  type UnbilledPayment,
} from "../../../modules/billing";

/** What a payment was booked as: on an invoice, or taken for an order of which nothing came. */
export type Booked =
  | { readonly kind: "invoice"; readonly invoice: Invoice }
  | { readonly kind: "unbilled"; readonly payment: UnbilledPayment };

/** What a case is about; `name` reads on behind "of". `amount`: what was paid, in minor units of `currency`. */
export type About = {
  readonly billingAccountId: string;
  readonly invoiceId: string | null;
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
};

/** Null while the books do not know the payment. */
export async function bookedAs(billing: BillingModuleService, paymentIntentId: string): Promise<Booked | null> {
  const invoice = await billing.invoices.findByPaymentIntent(paymentIntentId);
  if (invoice !== null) {
    return { kind: "invoice", invoice };
  }
  const payment = await billing.unbilled.find(paymentIntentId);
  return payment === null ? null : { kind: "unbilled", payment };
}

/**
 * Books what went back of a payment before the books had it, with what acts on every later notice of it. To be called
 * behind the booking and after its commit: what went back since is told by a notice that finds the payment booked.
 *
 * @throws StripeUnavailableError when it cannot be read now: the payment is not taken up until it was
 */
export async function recordWentBack(
  container: MedusaContainer,
  gateway: CardGateway,
  paymentIntentId: string,
  now: Date,
): Promise<void> {
  const billing = container.resolve(BILLING_MODULE);
  const booked = await bookedAs(billing, paymentIntentId);
  if (booked === null) {
    throw new Error(`Payment ${paymentIntentId} is not in the books.`);
  }
  const { refunds, disputes } = await gateway.wentBack(paymentIntentId);
  await recordRefunds(billing, booked, { paymentIntentId, refunds, now });
  for (const dispute of disputes) {
    await recordDispute(billing, booked, { paymentIntentId, dispute, now });
  }
}

/** Writes all refunds of a payment as movements. @returns `not_yet` when the books do not have the payment's money yet */
export async function recordRefunds(
  billing: BillingModuleService,
  booked: Booked,
  input: { readonly paymentIntentId: string; readonly refunds: readonly RefundReading[]; readonly now: Date },
): Promise<"done" | "not_yet"> {
  const { paymentIntentId, refunds, now } = input;
  const about = aboutOf(booked);
  for (const refund of refunds) {
    const { id: processorId, amount, currency, stands, reason, madeAt } = refund;
    const seen = { kind: "refund", processorId, paymentIntentId, amount, currency, reason, madeAt, stands } as const;
    if (booked.kind === "unbilled") {
      await billing.unbilled.record(seen, now, refundFailed(about, refund, now));
      continue;
    }
    const outcome = await billing.reversals.record({ ...seen, invoiceId: booked.invoice.id }, now, {
      refunded: refundedOf(about, now),
      undone: {
        about: (open) => refundFailed(about, { ...refund, amount: open }, now),
        words: "The refund failed; the money is back.",
      },
    });
    if (outcome === "unpaid") {
      return "not_yet";
    }
  }
  return "done";
}

/** Writes a dispute as a movement while the bank has the money, and what a person has to do. @returns as `recordRefunds` */
export async function recordDispute(
  billing: BillingModuleService,
  booked: Booked,
  input: { readonly paymentIntentId: string; readonly dispute: DisputeReading; readonly now: Date },
): Promise<"done" | "not_yet"> {
  const { paymentIntentId, dispute, now } = input;
  const { id: processorId, amount, currency, stands, reason, madeAt } = dispute;
  const seen = { kind: "chargeback", processorId, paymentIntentId, amount, currency, reason, madeAt, stands } as const;
  if (booked.kind === "unbilled") {
    await billing.unbilled.record(seen, now);
  } else {
    const tell = { refunded: refundedOf(aboutOf(booked), now), undone: null };
    const outcome = await billing.reversals.record({ ...seen, invoiceId: booked.invoice.id }, now, tell);
    if (outcome === "unpaid") {
      return "not_yet";
    }
  }
  await tellDispute(billing, await disputedOf(billing, booked, processorId), dispute, now);
  if (dispute.isClosed && !stands) {
    await tellWon(billing, booked, { paymentIntentId, disputeId: processorId, now });
  }
  if (dispute.isClosed && stands && booked.kind === "unbilled") {
    // Nobody owes anything for it: what the bank took is what was to go back.
    await billing.cases.closeAbout("disputed", processorId, "The bank has given it back to the card holder.", now);
  }
  return "done";
}

/** One answer to the bank decides over all invoices that the payment paid; each has to be made good by itself. */
async function disputedOf(billing: BillingModuleService, booked: Booked, disputeId: string): Promise<About> {
  const about = aboutOf(booked);
  const counted = booked.kind === "invoice" ? await billing.reversals.countedOn(disputeId) : [];
  if (counted.length < 2) {
    return about;
  }
  const each = counted.map(({ number, amount }) => `${number} (${inWords({ amount, currency: about.currency })})`);
  return { ...about, name: `the invoices ${each.join(", ")}` };
}

/** Money that came again although it had been given otherwise meanwhile goes to the company by a person's hand. */
async function tellWon(
  billing: BillingModuleService,
  booked: Booked,
  {
    paymentIntentId,
    disputeId,
    now,
  }: { readonly paymentIntentId: string; readonly disputeId: string; readonly now: Date },
): Promise<void> {
  if (booked.kind === "unbilled") {
    const kept = await keptOf(billing, paymentIntentId);
    if (kept > 0) {
      await billing.cases.open(won(booked, aboutOf(booked), disputeId, kept, now));
    }
    return;
  }
  for (const beyond of await billing.reversals.creditedBeyond(disputeId, booked.invoice.id)) {
    const { invoiceId, number, amount, subject } = beyond;
    const about = { ...aboutOf(booked), invoiceId, name: `invoice ${number}` };
    await billing.cases.open(won(booked, about, subject, amount, now));
  }
}

/** Opens what a person has to answer in time, or closes it when the bank has ended it without taking money. */
export async function tellDispute(
  billing: BillingModuleService,
  about: About,
  dispute: DisputeReading,
  now: Date,
): Promise<void> {
  if (dispute.isClosed && !dispute.stands) {
    for (const kind of ["dispute_inquiry", "disputed"] as const) {
      await billing.cases.closeAbout(kind, dispute.id, `The bank closed it: ${dispute.status}.`, now);
    }
    return;
  }
  await billing.cases.open(disputed(about, dispute, now));
}

export function aboutOf(booked: Booked): About {
  if (booked.kind === "invoice") {
    const { id: invoiceId, billingAccountId, number, amountPaid: amount, currency } = booked.invoice;
    return { invoiceId, billingAccountId, name: `invoice ${number}`, amount, currency };
  }
  const { billingAccountId, about, amount, currency } = booked.payment;
  return { invoiceId: null, billingAccountId, name: `${about}, of which nothing was delivered`, amount, currency };
}

/** A thing about money that a person decides; by default all that was paid. */
export function caseAbout(
  { billingAccountId, invoiceId, amount, currency }: About,
  kind: NewPaymentCase["kind"],
  subject: string,
  words: string,
  now: Date,
): NewPaymentCase {
  return { kind, subject, billingAccountId, invoiceId, amount, currency, words, openedAt: now, dueBy: null };
}

/** What is still kept of money that was taken for nothing; minor units. */
async function keptOf(billing: BillingModuleService, paymentIntentId: string): Promise<number> {
  const payment = await billing.unbilled.find(paymentIntentId);
  return payment === null ? 0 : payment.amount - payment.returned;
}

/** What is told of each refund of a payment that no document covers; the books say whose subject it is. */
function refundedOf(about: About, now: Date): ReversalCases["refunded"] {
  return (amount, creditUsed, number) => {
    const sum = `${inWords({ amount, currency: about.currency })} of invoice ${number}`;
    const words = creditUsed
      ? `${sum} was refunded, which was given as credit before; that credit has paid other invoices since. The company has it twice: ask for it back.`
      : `${sum} was refunded, and no document says why. Issue a credit note over it, or ask the company to pay it again.`;
    return { ...caseAbout(about, "refunded", "", words, now), amount };
  };
}

function refundFailed(about: About, refund: RefundReading, now: Date): NewPaymentCase {
  const words = `The refund of ${inWords(refund)} for ${about.name} did not arrive and came back. Pay it to the company another way.`;
  return { ...caseAbout(about, "refund_failed", refund.id, words, now), amount: refund.amount };
}

function disputed(about: About, dispute: DisputeReading, now: Date): NewPaymentCase {
  const what = dispute.isInquiry
    ? `The card holder's bank asks about ${inWords(dispute)} of ${about.name}. Answer at Stripe before it becomes a dispute.`
    : dispute.isClosed
      ? `The dispute about ${inWords(dispute)} of ${about.name} is lost. Ask the company to pay another way, or issue a credit note.`
      : `The card holder disputes ${inWords(dispute)} of ${about.name} (${dispute.reason}), and the bank has taken it. Give evidence at Stripe.`;
  const kind = dispute.isInquiry ? "dispute_inquiry" : "disputed";
  return { ...caseAbout(about, kind, dispute.id, what, now), amount: dispute.amount, dueBy: dispute.dueBy };
}

function won({ kind }: Booked, about: About, subject: string, amount: number, now: Date): NewPaymentCase {
  const sum = inWords({ amount, currency: about.currency });
  const words =
    kind === "invoice"
      ? `The dispute about ${about.name} is won and the money is back, but a credit note had given ${sum} for it meanwhile. The company has paid that and owes it no more: refund it at Stripe.`
      : `The dispute about ${about.name}, is won and ${sum} is back, which the company does not owe: refund it at Stripe.`;
  return { ...caseAbout(about, "dispute_won", subject, words, now), amount };
}

function inWords({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  return amountInWords(money(amount, currency));
}
