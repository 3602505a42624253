import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../modules/billing";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { invoiceDocument } from "./answer";
import type { InvoicesAnswer } from "./document";
import { invoicesQuery } from "./validators";

/** Invoices, drafts and credit notes of all companies, newest first; `q` finds a number or a company's name. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<InvoicesAnswer>): Promise<void> => {
    const query = readInput(invoicesQuery, withoutEmpty(req.query));
    const { account_id: accountId, run_id: runId, ...filter } = query;
    const { invoices, count } = await req.scope.resolve(BILLING_MODULE).invoices.list({
      ...filter,
      ...(accountId === undefined ? {} : { accountId }),
      ...(runId === undefined ? {} : { runId }),
    });
    res.json({
      invoices: invoices.map((invoice) => invoiceDocument(invoice, invoice.buyerName)),
      count,
      limit: query.limit,
      offset: query.offset,
    });
  },
);
