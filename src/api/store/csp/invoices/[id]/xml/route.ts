import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../../http/define-route";
import { sendInvoiceXml } from "../../../../../http/send-invoice-xml";
import { ownInvoice } from "../../own-invoice";

/** The invoice as an e-invoice (EN 16931, UBL 2.1). */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  await sendInvoiceXml(res, await ownInvoice(req));
});
