import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE, type BillingModuleService } from "../../../../modules/billing";
import { invoiceDocument } from "../../../../workflows/billing/invoice-documents";
import { readInput } from "../../../http/read-input";
import { adminInvoicesQuery } from "./validators";

/** Invoices of all companies, newest first; `q` finds a number or a company's name. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const query = readInput(adminInvoicesQuery, req.query);
  const { invoices, count } = await req.scope.resolve<BillingModuleService>(BILLING_MODULE).invoices.list(query);
  res.json({
    invoices: invoices.map((invoice) => ({
      ...invoiceDocument(invoice),
      company_id: invoice.companyId,
      company_name: invoice.buyerName,
    })),
    count,
    limit: query.limit,
    offset: query.offset,
  });
}
