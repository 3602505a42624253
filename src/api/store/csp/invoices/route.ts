import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../modules/billing";
import { route } from "../../../http/define-route";
import { readInput } from "../../../http/read-input";
import { companyOf } from "../../../http/request-context";
import { invoiceDocument } from "./answer";
import type { InvoiceListAnswer } from "./document";
import { invoicesQuery } from "./validators";

/** The invoices and credit notes of the session's company, newest first. Drafts are the seller's own affair. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<InvoiceListAnswer>): Promise<void> => {
    const { limit, offset } = readInput(invoicesQuery, req.query);
    const company = await companyOf(req);
    const { statement } = req.scope.resolve(BILLING_MODULE);
    const { invoices, count } = company
      ? await statement.issued({ companyId: company.id, limit, offset })
      : { invoices: [], count: 0 };
    res.json({ invoices: invoices.map(invoiceDocument), count, limit, offset });
  },
);
