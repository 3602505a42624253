import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../../http/define-route";
import { sendInvoicePdf } from "../../../../../http/send-invoice-pdf";
import { anyInvoice } from "../../any-invoice";

/** The invoice as its customer gets it. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  await sendInvoicePdf(res, await anyInvoice(req));
});
