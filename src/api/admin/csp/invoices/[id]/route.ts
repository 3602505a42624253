import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../modules/billing";
import { discardDraft } from "../../../../../processes/billing";
import { route } from "../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../http/request-context";
import { invoiceAnswer } from "../answer";
import type { DiscardedAnswer, InvoiceAnswer } from "../document";

/** One document with the inputs of each line. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<InvoiceAnswer>): Promise<void> => {
  const invoice = await req.scope.resolve(BILLING_MODULE).retrieveInvoice(idOf(req));
  res.json(await invoiceAnswer(req.scope, invoice));
});

/** Throws a draft away; the next run plans its charges anew. */
export const DELETE = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<DiscardedAnswer>): Promise<void> => {
    await discardDraft(req.scope, { invoiceId: idOf(req), actor: actorOf(req), now: nowOf(req.scope) });
    res.json({ id: idOf(req), object: "invoice", deleted: true });
  },
);
