import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../../connections/settings";
import type { InvoiceDetail } from "../../../modules/billing";
import { creditedInvoice } from "./credited-invoice";
import { invoicePdf, pdfFileName } from "./invoice-pdf";

/** A document as a file to be mailed or downloaded. */
export type PdfFile = {
  readonly filename: string;
  readonly content: Buffer;
};

/** The document as its customer gets it: with the number of the invoice it corrects and where it can be paid. */
export async function pdfFile(container: MedusaContainer, document: InvoiceDetail): Promise<PdfFile> {
  const { seller, shopUrl } = settingsOf(container);
  const credited = await creditedInvoice(container, document);
  const content = await invoicePdf(document, {
    timeZone: seller.timeZone,
    payUrl: new URL(`/account/invoices/${document.id}`, shopUrl).toString(),
    creditedNumber: credited?.number ?? null,
  });
  return { filename: pdfFileName(document), content };
}
