import type { MedusaContainer } from "@medusajs/framework/types";
import { environment } from "../../../config/environment";
import { BILLING_MODULE, type BillingModuleService, type InvoiceDetail } from "../../../modules/billing";
import { invoicePdf, pdfFileName } from "./invoice-pdf";

/** A document as a file to be mailed or downloaded. */
export interface PdfFile {
  readonly filename: string;
  readonly content: Buffer;
}

/** The document as its customer gets it: with the number of the invoice it corrects and where it can be paid. */
export async function documentPdf(container: MedusaContainer, document: InvoiceDetail): Promise<PdfFile> {
  const { seller, shopUrl } = environment();
  const content = await invoicePdf(document, {
    timeZone: seller.timeZone,
    payUrl: new URL(`/account/invoices/${document.id}`, shopUrl).toString(),
    creditedNumber: await creditedNumberOf(container, document),
  });
  return { filename: pdfFileName(document), content };
}

async function creditedNumberOf(container: MedusaContainer, document: InvoiceDetail): Promise<string | null> {
  if (document.creditedInvoiceId === null) {
    return null;
  }
  const billing = container.resolve<BillingModuleService>(BILLING_MODULE);
  const credited = await billing.invoices.detail(document.creditedInvoiceId);
  return credited?.number ?? null;
}
