import type { MedusaContainer } from "@medusajs/framework/types";
import { environment } from "../../config/environment";
import { dayInWords } from "../../domain/calendar";
import { amountInWords } from "../../domain/charging";
import { money } from "../../domain/money";
import { BILLING_MODULE, type BillingModuleService, type InvoiceDetail } from "../../modules/billing";
import { notify } from "../notify";
import { invoicePdf, pdfFileName } from "./pdf";

/**
 * Tells the customer of an invoice (with the PDF) and of a failed payment, each once: the notification's key stops a
 * second mail, and what is marked as mailed is not looked at again.
 */
export async function mailInvoice(container: MedusaContainer, invoiceId: string, now: Date): Promise<void> {
  const billing = container.resolve<BillingModuleService>(BILLING_MODULE);
  const invoice = await billing.invoices.detail(invoiceId);
  const to = invoice?.buyer.email;
  if (!invoice || !to) {
    return;
  }
  if (invoice.mailedAt === null) {
    await mailIssued(container, invoice, to);
    await billing.invoices.markMailed(invoice.id, now);
  }
  if (invoice.status === "payment_failed" && invoice.failureMailedAt === null) {
    await mailFailure(container, invoice, to);
    await billing.invoices.markFailureMailed(invoice.id, now);
  }
}

/** Mails what is outstanding, at most `limit` invoices. @returns how many were looked at. */
export async function mailOutstanding(container: MedusaContainer, now: Date, limit: number): Promise<number> {
  const billing = container.resolve<BillingModuleService>(BILLING_MODULE);
  const ids = await billing.invoices.unmailed(limit);
  for (const id of ids) {
    await mailInvoice(container, id, now);
  }
  return ids.length;
}

async function mailIssued(container: MedusaContainer, invoice: InvoiceDetail, to: string): Promise<void> {
  const pdf = await invoicePdf(invoice);
  await notify(container, {
    to,
    template: "invoice_issued",
    key: `invoice_issued:${invoice.id}`,
    data: {
      ...common(invoice),
      dueOn: dayInWords(invoice.dueOn),
      pdf: { filename: pdfFileName(invoice), contentBase64: pdf.toString("base64") },
    },
  });
}

async function mailFailure(container: MedusaContainer, invoice: InvoiceDetail, to: string): Promise<void> {
  const attempt = invoice.attempts.at(-1);
  await notify(container, {
    to,
    template: "card_declined",
    key: `card_declined:${invoice.id}:${attempt?.attemptNo ?? 0}`,
    data: { ...common(invoice), reason: invoice.paymentFailure?.reason ?? "The payment was not possible." },
  });
}

function common(invoice: InvoiceDetail) {
  return {
    companyName: invoice.buyer.name,
    invoiceNumber: invoice.number,
    total: amountInWords(money(invoice.gross, invoice.currency)),
    shopUrl: environment().shopUrl,
  };
}
