import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { nextInvoice } from "../../../../../processes/billing/preview/next-invoice";
import { route } from "../../../../http/define-route";
import { companyOf, nowOf } from "../../../../http/request-context";
import { nextInvoiceDocument } from "../answer";
import type { NextInvoiceAnswer } from "../document";

/** What the next billing run will invoice to the session's company. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<NextInvoiceAnswer>): Promise<void> => {
    const company = await companyOf(req);
    const { next, heldUp } = company
      ? await nextInvoice(req.scope, { companyId: company.id, now: nowOf(req.scope) })
      : { next: null, heldUp: false };
    res.json({ next_invoice: next && nextInvoiceDocument(next), held_up: heldUp });
  },
);
