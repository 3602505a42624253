import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { sendInvoicePdf } from "../../../../../http/send-invoice-pdf";
import { ownInvoice } from "../../own-invoice";

/** The invoice as a PDF. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await sendInvoicePdf(res, await ownInvoice(req));
}
