import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { invoiceDetailDocument } from "../../../../../processes/billing/invoice-documents";
import { eInvoiceOffer, relatedDocuments } from "../../../../../processes/billing/statement";
import { ownInvoice } from "../own-invoice";

/** One invoice or credit note of the session's company. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const invoice = await ownInvoice(req);
  res.json({
    invoice: {
      ...invoiceDetailDocument(invoice),
      ...(await relatedDocuments(req.scope, invoice)),
      e_invoice: eInvoiceOffer(invoice),
    },
  });
}
