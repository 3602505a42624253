import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../../modules/billing";
import { issueDraft } from "../../../../../../processes/billing";
import { wakeTicker } from "../../../../../../processes/ticker";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { invoiceAnswer } from "../../answer";
import type { InvoiceAnswer } from "../../document";

/** Gives a draft its number; from then on it is a fact, is mailed and charged. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<InvoiceAnswer>): Promise<void> => {
    await issueDraft(req.scope, { invoiceId: idOf(req), actor: actorOf(req), now: nowOf(req.scope) });
    wakeTicker(req.scope);
    const issued = await req.scope.resolve(BILLING_MODULE).retrieveInvoice(idOf(req));
    res.json(await invoiceAnswer(req.scope, issued));
  },
);
