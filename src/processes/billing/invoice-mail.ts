import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { dayInWords } from "../../domain/calendar";
import { amountInWords } from "../../domain/charging";
import { money } from "../../domain/money";
import { BILLING_MODULE, type InvoiceDetail } from "../../modules/billing";
import { logOf } from "../../telemetry/log";
import { notify } from "../notify";
import { pdfFile } from "./pdf";

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
  const to = invoice?.buyer.email ?? null;
  if (!invoice || invoice.status === "draft" || invoice.silent) {
    return true;
  }
  let done = true;
  // Without an address there is nothing to send, now or later; a mail that did not go out is tried again.
  if (invoice.mailedAt === null) {
    done = to === null || (await mailIssued(container, invoice, to));
    if (done) {
      await billing.invoices.markMailed(invoice.id, now);
    }
  }
  if (invoice.status === "payment_failed" && invoice.failureMailedAt === null) {
    const told = to === null || (await mailFailure(container, invoice, to));
    done &&= told;
    if (told) {
      await billing.invoices.markFailureMailed(invoice.id, now);
    }
  }
  return done;
}

async function mailIssued(container: MedusaContainer, invoice: InvoiceDetail, to: string): Promise<boolean> {
  const pdf = async () => {
    const file = await pdfFile(container, invoice);
    return { filename: file.filename, contentBase64: file.content.toString("base64") };
  };
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
        data: { companyName, invoiceNumber, total, payment: paymentSentence(invoice), shopUrl },
        pdf,
      });
}

function paymentSentence(invoice: InvoiceDetail): string {
  if (invoice.amountDue === 0) {
    return invoice.creditApplied > 0
      ? "Your credit covers it; there is nothing to pay."
      : "There is nothing more to pay.";
  }
  const due = amountInWords(money(invoice.amountDue, invoice.currency));
  return `${due} is due on ${dayInWords(invoice.dueOn)} and is charged to your saved card; you do not have to do anything.`;
}

async function mailFailure(container: MedusaContainer, invoice: InvoiceDetail, to: string): Promise<boolean> {
  const attempt = invoice.attempts.at(-1);
  return notify(container, {
    to,
    template: "card_declined",
    key: `card_declined:${invoice.id}:${attempt?.attemptNo ?? 0}`,
    data: { ...common(container, invoice), reason: invoice.paymentFailure?.reason ?? "The payment was not possible." },
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
