import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { dayInWords } from "../../domain/calendar";
import { amountInWords } from "../../domain/charging";
import { money } from "../../domain/money";
import { UNDECIDED_STATES } from "../../domain/states";
import { UnavailableError } from "../../errors/unavailable-error";
import { BILLING_MODULE, type InvoiceDetail } from "../../modules/billing";
import { COMPANY_MODULE, mailContactOf } from "../../modules/company";
import { logOf } from "../../telemetry/log";
import { notify } from "../notify";
import { pdfFile } from "./pdf";

/** How long a mail waits for the outcome of a charge that is under way. */
const OUTCOME_WITHIN_MS = 60 * 60_000;
/** What one look through the outstanding mails reads at most. */
const LOOKED_AT = 1_000;

/**
 * Tells the customer of an invoice (with the PDF) and of a failed payment, each once: the notification's key stops a
 * second mail, and what is marked as mailed is not looked at again. What is not mailed now is tried again by the duty,
 * so a caller need not wait for it and a mail that cannot be written holds up nothing.
 *
 * @returns whether nothing is left to mail
 */
export async function mailInvoice(container: MedusaContainer, invoiceId: string, now: Date): Promise<boolean> {
  try {
    return await mailWhatIsNews(container, invoiceId, now);
  } catch (error) {
    logOf(container).error("Mailing an invoice failed", { invoice_id: invoiceId, error });
    return false;
  }
}

/**
 * Mails what is outstanding, the oldest first, at most `limit` invoices; one that cannot be mailed is logged and does not
 * hold up the others.
 *
 * @returns how many invoices are done with.
 */
export async function mailOutstanding(container: MedusaContainer, now: Date, limit: number): Promise<number> {
  const billing = container.resolve(BILLING_MODULE);
  let done = 0;
  for (const id of await billing.invoices.unmailed(LOOKED_AT)) {
    done += (await mailInvoice(container, id, now)) ? 1 : 0;
    if (done === limit) {
      break;
    }
  }
  return done;
}

async function mailWhatIsNews(container: MedusaContainer, invoiceId: string, now: Date): Promise<boolean> {
  const billing = container.resolve(BILLING_MODULE);
  const invoice = await billing.invoices.detail(invoiceId);
  if (!invoice || invoice.status === "draft" || invoice.silent) {
    return true;
  }
  const to = await contactOf(container, invoice);
  if (invoice.mailedAt === null && isOutcomeNear(invoice, now)) {
    return false;
  }
  // Without an address there is nothing to send, now or later; a mail that did not go out is tried again.
  const failed = invoice.status === "payment_failed" && invoice.failureMailedAt === null;
  if (invoice.mailedAt === null) {
    // What failed before the customer heard of the invoice is told with it, in one mail.
    const done =
      to === null || (failed ? await mailFailure(container, invoice, to) : await mailIssued(container, invoice, to));
    if (done) {
      await billing.invoices.markMailed(invoice.id, now);
      await (failed ? billing.invoices.markFailureMailed(invoice.id, now) : undefined);
    }
    return done;
  }
  if (!failed) {
    return true;
  }
  const told = to === null || (await mailFailure(container, invoice, to));
  if (told) {
    await billing.invoices.markFailureMailed(invoice.id, now);
  }
  return told;
}

/**
 * The document bears the contact of the day of its issue; whoever acted for the company then may have left it, or may be
 * erased. Null where nobody is left.
 */
async function contactOf(container: MedusaContainer, { companyId, buyer }: InvoiceDetail): Promise<string | null> {
  const [company] = await container.resolve(COMPANY_MODULE).list([companyId]);
  return company === undefined ? buyer.email : mailContactOf(company);
}

/**
 * A mail waits for what it has to say: while a card is about to be asked, or the bank has not answered, nobody knows
 * whether the invoice is paid. It does not wait long: then it says that the card is being charged.
 */
function isOutcomeNear(invoice: InvoiceDetail, now: Date): boolean {
  const { status, issuedAt, nextChargeAt, attempts, kind } = invoice;
  if (status !== "open" || now.getTime() - issuedAt.getTime() > OUTCOME_WITHIN_MS) {
    return false;
  }
  const isDue = nextChargeAt !== null && nextChargeAt <= now;
  // An order's first invoice is taken from what its card holds; `nextChargeAt` is only for when that fails.
  const isTaken = kind === "activation" && nextChargeAt !== null;
  return isDue || isTaken || attempts.some((attempt) => UNDECIDED_STATES.includes(attempt.state));
}

async function mailIssued(container: MedusaContainer, invoice: InvoiceDetail, to: string): Promise<boolean> {
  const pdf = () => attachment(container, invoice);
  const { companyName, invoiceNumber, total, shopUrl } = common(container, invoice);
  return invoice.kind === "credit_note"
    ? notify(container, {
        to,
        template: "credit_note_issued",
        key: `credit_note_issued:${invoice.id}`,
        data: { companyName, number: invoiceNumber, total, reason: invoice.creditReason, shopUrl },
        pdf,
      })
    : notify(container, {
        to,
        template: "invoice_issued",
        key: `invoice_issued:${invoice.id}`,
        data: {
          companyName,
          invoiceNumber,
          total,
          payment: paymentSentence(invoice, await hasCard(container, invoice), shopUrl),
          shopUrl,
        },
        pdf,
      });
}

/** A file that cannot be written does not hold up the mail: its button leads to the same document. */
async function attachment(container: MedusaContainer, invoice: InvoiceDetail) {
  try {
    const file = await pdfFile(container, invoice);
    return { filename: file.filename, contentBase64: file.content.toString("base64") };
  } catch (error) {
    if (error instanceof UnavailableError) {
      return null;
    }
    throw error;
  }
}

async function hasCard(container: MedusaContainer, invoice: InvoiceDetail): Promise<boolean> {
  return (await container.resolve(BILLING_MODULE).defaultPaymentMethod(invoice.billingAccountId)) !== null;
}

function paymentSentence(invoice: InvoiceDetail, canCharge: boolean, shopUrl: string): string {
  if (invoice.amountDue === 0) {
    return settledSentence(invoice);
  }
  const due = amountInWords(money(invoice.amountDue, invoice.currency));
  const day = dayInWords(invoice.dueOn);
  if (invoice.chargeHold === "too_small") {
    return `${due} is too small to be charged to a card and is collected with your next invoice; you do not have to do anything.`;
  }
  return canCharge && invoice.chargeHold === null
    ? `${due} is due on ${day} and is charged to your saved card; you do not have to do anything.`
    : `${due} is due on ${day}. Please pay it by then and state the invoice number, or save a card at ${shopUrl}/account.`;
}

function settledSentence(invoice: InvoiceDetail): string {
  const charged = invoice.attempts.find((attempt) => attempt.state === "succeeded");
  if (charged) {
    // In two parts where the money held for an order did not reach.
    const amount = amountInWords(money(invoice.amountPaid, invoice.currency));
    return `${amount} was charged to ${charged.cardLabel}; you do not have to do anything.`;
  }
  return invoice.creditApplied > 0
    ? "Your credit covers it; there is nothing to pay."
    : "There is nothing more to pay.";
}

async function mailFailure(container: MedusaContainer, invoice: InvoiceDetail, to: string): Promise<boolean> {
  const attempt = invoice.attempts.at(-1);
  return notify(container, {
    to,
    template: "card_declined",
    key: `card_declined:${invoice.id}:${attempt?.attemptNo ?? 0}`,
    data: { ...common(container, invoice), reason: invoice.paymentFailure?.reason ?? "The payment was not possible." },
    pdf: () => attachment(container, invoice),
  });
}

function common(container: MedusaContainer, invoice: InvoiceDetail) {
  return {
    companyName: invoice.buyer.name,
    invoiceNumber: invoice.number ?? "",
    // A credit note's gross is negative; in words it is an amount that is given.
    total: amountInWords(money(Math.abs(invoice.gross), invoice.currency)),
    shopUrl: settingsOf(container).shopUrl,
  };
}
