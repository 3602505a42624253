import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import type { InvoiceDetail } from "../../modules/billing";
import { pdfFile } from "../../processes/billing/pdf";

/** Answers with the document as a PDF that a browser shows and saves under its number. */
export async function sendInvoicePdf(res: MedusaResponse, invoice: InvoiceDetail): Promise<void> {
  const { scope } = res.req as MedusaRequest;
  const pdf = await pdfFile(scope, invoice);
  res.setHeader("content-type", "application/pdf");
  res.setHeader("content-disposition", `inline; filename="${pdf.filename}"`);
  res.setHeader("cache-control", "private, no-store");
  res.send(pdf.content);
}
