import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { sendInvoiceXml } from "../../../../../http/send-invoice-xml";
import { anyInvoice } from "../../any-invoice";

/** The document as an e-invoice, for programs. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await sendInvoiceXml(res, await anyInvoice(req));
}
