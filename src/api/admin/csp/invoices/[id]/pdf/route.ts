import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../../modules/billing";
import { route } from "../../../../../http/define-route";
import { idOf } from "../../../../../http/request-context";
import { sendInvoicePdf } from "../../../../../http/send-invoice-pdf";

/** The invoice as its customer gets it. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  const invoice = await req.scope.resolve(BILLING_MODULE).retrieveInvoice(idOf(req));
  await sendInvoicePdf(res, invoice);
});
