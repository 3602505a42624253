import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../../modules/billing";
import { route } from "../../../../../http/define-route";
import { idOf } from "../../../../../http/request-context";
import { sendInvoiceXml } from "../../../../../http/send-invoice-xml";

/** The document as an e-invoice, for programs. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  const invoice = await req.scope.resolve(BILLING_MODULE).retrieveInvoice(idOf(req));
  await sendInvoiceXml(res, invoice);
});
