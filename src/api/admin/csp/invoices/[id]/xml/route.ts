import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../../http/define-route";
import { sendInvoiceXml } from "../../../../../http/send-invoice-xml";
import { anyInvoice } from "../../any-invoice";

/** The document as an e-invoice, for programs. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  await sendInvoiceXml(res, await anyInvoice(req));
});
