import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../../http/define-route";
import { sendInvoicePdf } from "../../../../../http/send-invoice-pdf";
import { ownInvoice } from "../../own-invoice";

/** The invoice as a PDF. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  await sendInvoicePdf(res, await ownInvoice(req));
});
