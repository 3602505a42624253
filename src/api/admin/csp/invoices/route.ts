import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE, type BillingModuleService } from "../../../../modules/billing";
import { adminInvoiceSummary } from "../../../../processes/billing/admin";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { adminInvoicesQuery } from "./validators";

/** Invoices, drafts and credit notes of all companies, newest first; `q` finds a number or a company's name. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const query = readInput(adminInvoicesQuery, withoutEmpty(req.query));
  const { account_id: accountId, run_id: runId, ...filter } = query;
  const { invoices, count } = await req.scope.resolve<BillingModuleService>(BILLING_MODULE).invoices.list({
    ...filter,
    ...(accountId === undefined ? {} : { accountId }),
    ...(runId === undefined ? {} : { runId }),
  });
  res.json({
    invoices: invoices.map((invoice) => adminInvoiceSummary(invoice, invoice.buyerName)),
    count,
    limit: query.limit,
    offset: query.offset,
  });
}
