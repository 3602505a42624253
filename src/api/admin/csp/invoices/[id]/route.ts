import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { discardDraft } from "../../../../../processes/billing";
import { adminInvoiceDocument } from "../../../../../processes/billing/admin";
import { nowOf } from "../../../../http/request-context";
import { actorOf } from "../../actor";
import { anyInvoice } from "../any-invoice";

/** One document with the inputs of each line. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ invoice: await adminInvoiceDocument(req.scope, await anyInvoice(req)) });
}

/** Throws a draft away; the next run plans its charges anew. */
export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { id } = await anyInvoice(req);
  await discardDraft(req.scope, { invoiceId: id, actor: actorOf(req), now: nowOf(req.scope) });
  res.json({ id, object: "invoice", deleted: true });
}
