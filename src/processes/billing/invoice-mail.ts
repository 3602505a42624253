import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { dayInWords } from "../../domain/calendar";
import { amountInWords } from "../../domain/charging";
import { money } from "../../domain/money";
import { BILLING_MODULE, type InvoiceDetail } from "../../modules/billing";
import { logOf } from "../../telemetry/log";
import { notify } from "../notify";
import { pdfFile } from "./pdf";

/**
 * Tells the customer of an invoice (with the PDF) and of a failed payment, each once: the notification's key stops a
 * second mail, and what is marked as mailed is not looked at again.
 */
export async function mailInvoice(container: MedusaContainer, invoiceId: string, now: Date): Promise<void> {
  const billing = container.resolve(BILLING_MODULE);
  const invoice = await billing.invoices.detail(invoiceId);
  const to = invoice?.buyer.email ?? null;
  if (!invoice || invoice.status === "draft" || invoice.silent) {
    return;
  }
  // Without an address there is nothing to send, now or later; a mail that did not go out is tried again.
  if (invoice.mailedAt === null && (to === null || (await mailIssued(container, invoice, to)))) {
    await billing.invoices.markMailed(invoice.id, now);
  }
  const failureIsNews = invoice.status === "payment_failed" && invoice.failureMailedAt === null;
  if (failureIsNews && (to === null || (await mailFailure(container, invoice, to)))) {
    await billing.invoices.markFailureMailed(invoice.id, now);
  }
}

/**
 * Mails what is outstanding, at most `limit` invoices; one that cannot be mailed is logged and does not hold up the
 * others.
 *
 * @returns how many invoices are done with.
 */
export async function mailOutstanding(container: MedusaContainer, now: Date, limit: number): Promise<number> {
  const billing = container.resolve(BILLING_MODULE);
  let done = 0;
  for (const id of await billing.invoices.unmailed(limit)) {
    try {
      await mailInvoice(container, id, now);
      done += 1;
    } catch (error) {
      logOf(container).error("Mailing an invoice failed", { invoice_id: id, error });
    }
  }
  return done;
}

async function mailIssued(container: MedusaContainer, invoice: InvoiceDetail, to: string): Promise<boolean> {
  const file = await pdfFile(container, invoice);
  const pdf = { filename: file.filename, contentBase64: file.content.toString("base64") };
  const { companyName, invoiceNumber, total, shopUrl } = common(container, invoice);
  return invoice.kind === "credit_note"
    ? notify(container, {
        to,
        template: "credit_note_issued",
        key: `credit_note_issued:${invoice.id}`,
        data: { companyName, number: invoiceNumber, total, reason: invoice.creditReason, shopUrl, pdf },
      })
    : notify(container, {
        to,
        template: "invoice_issued",
        key: `invoice_issued:${invoice.id}`,
        data: { companyName, invoiceNumber, total, payment: paymentSentence(invoice), shopUrl, pdf },
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
