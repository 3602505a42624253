import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { invoiceDetailDocument } from "../../../../../workflows/billing/invoice-documents";
import { ownInvoice } from "../own-invoice";

/** One invoice of the session's company. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ invoice: invoiceDetailDocument(await ownInvoice(req)) });
}
