import type { MedusaResponse } from "@medusajs/framework/http";
import { environment } from "../../config/environment";
import type { InvoiceDetail } from "../../modules/billing";
import { invoicePdf, pdfFileName } from "../../workflows/billing/pdf";

/** Answers with the invoice as a PDF that a browser shows and saves under its number. */
export async function sendInvoicePdf(res: MedusaResponse, invoice: InvoiceDetail): Promise<void> {
  const pdf = await invoicePdf(invoice, environment().seller.timeZone);
  res.setHeader("content-type", "application/pdf");
  res.setHeader("content-disposition", `inline; filename="${pdfFileName(invoice)}"`);
  res.setHeader("cache-control", "private, no-store");
  res.send(pdf);
}
