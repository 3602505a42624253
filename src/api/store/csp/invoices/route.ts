import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE, type BillingModuleService } from "../../../../modules/billing";
import { invoiceDocument } from "../../../../workflows/billing/invoice-documents";
import { readInput } from "../../../http/read-input";
import { companyOf } from "../../../http/request-context";
import { invoicesQuery } from "./validators";

/** The invoices of the session's company, newest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset } = readInput(invoicesQuery, req.query);
  const company = await companyOf(req);
  const { invoices, count } = company
    ? await req.scope
        .resolve<BillingModuleService>(BILLING_MODULE)
        .invoices.list({ companyId: company.id, limit, offset })
    : { invoices: [], count: 0 };
  res.json({ invoices: invoices.map(invoiceDocument), count, limit, offset });
}
