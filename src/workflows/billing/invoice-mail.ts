import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { environment } from "../../config/environment";
import { dayInWords } from "../../domain/calendar";
import { amountInWords } from "../../domain/charging";
import { money } from "../../domain/money";
import { BILLING_MODULE, type BillingModuleService, type InvoiceDetail } from "../../modules/billing";
import { notify } from "../notify";
import { invoicePdf, pdfFileName } from "./pdf";
import { reasonOf } from "./reason";

/**
 * Tells the customer of an invoice (with the PDF) and of a failed payment, each once: the notification's key stops a
 * second mail, and what is marked as mailed is not looked at again.
 */
export async function mailInvoice(container: MedusaContainer, invoiceId: string, now: Date): Promise<void> {
  const billing = container.resolve<BillingModuleService>(BILLING_MODULE);
  const invoice = await billing.invoices.detail(invoiceId);
  const to = invoice?.buyer.email ?? null;
  if (!invoice) {
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
  const billing = container.resolve<BillingModuleService>(BILLING_MODULE);
  let done = 0;
  for (const id of await billing.invoices.unmailed(limit)) {
    try {
      await mailInvoice(container, id, now);
      done += 1;
    } catch (error) {
      const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
      logger.error(`Mailing invoice ${id} failed: ${reasonOf(error)}`);
    }
  }
  return done;
}

async function mailIssued(container: MedusaContainer, invoice: InvoiceDetail, to: string): Promise<boolean> {
  const pdf = await invoicePdf(invoice);
  return notify(container, {
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

async function mailFailure(container: MedusaContainer, invoice: InvoiceDetail, to: string): Promise<boolean> {
  const attempt = invoice.attempts.at(-1);
  return notify(container, {
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
