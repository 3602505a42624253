import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { nextInvoice } from "../../../../../processes/billing/preview";
import { companyOf, nowOf } from "../../../../http/request-context";

/** What the next billing run will invoice to the session's company. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const company = await companyOf(req);
  const { next, heldUp } = company
    ? await nextInvoice(req.scope, { companyId: company.id, now: nowOf(req.scope) })
    : { next: null, heldUp: false };
  res.json({ next_invoice: next, held_up: heldUp });
}
