import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { adminInvoiceDocument, anyInvoice } from "../admin-invoice";

/** One invoice with the inputs of each line. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ invoice: await adminInvoiceDocument(req, await anyInvoice(req)) });
}
