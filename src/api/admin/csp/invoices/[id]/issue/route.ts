import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { issueDraft } from "../../../../../../processes/billing";
import { adminInvoiceDocument } from "../../../../../../processes/billing/admin";
import { wakeTicker } from "../../../../../../processes/ticker";
import { nowOf } from "../../../../../http/request-context";
import { actorOf } from "../../../actor";
import { anyInvoice } from "../../any-invoice";

/** Gives a draft its number; from then on it is a fact, is mailed and charged. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { id } = await anyInvoice(req);
  await issueDraft(req.scope, { invoiceId: id, actor: actorOf(req), now: nowOf(req.scope) });
  wakeTicker(req.scope);
  res.json({ invoice: await adminInvoiceDocument(req.scope, await anyInvoice(req)) });
}
