import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import type { InvoiceDetail } from "../../modules/billing";
import { EInvoiceError, ublFile } from "../../processes/billing/einvoice";

/** Answers with the document as an e-invoice, or with 422 and the reason where it cannot be one. */
export async function sendInvoiceXml(res: MedusaResponse, invoice: InvoiceDetail): Promise<void> {
  const { scope } = res.req as MedusaRequest;
  try {
    const { filename, content } = await ublFile(scope, invoice);
    res.setHeader("content-type", "application/xml; charset=utf-8");
    res.setHeader("content-disposition", `attachment; filename="${filename}"`);
    res.setHeader("cache-control", "private, no-store");
    res.send(content);
  } catch (error) {
    if (!(error instanceof EInvoiceError)) {
      throw error;
    }
    res.status(422).json({ type: "no_e_invoice", obstacle: error.obstacle, message: error.message });
  }
}
