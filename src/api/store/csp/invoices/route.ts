import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { invoiceDocument } from "../../../../processes/billing/invoice-documents";
import { statementRepository } from "../../../../processes/billing/statement";
import { readInput } from "../../../http/read-input";
import { companyOf } from "../../../http/request-context";
import { invoicesQuery } from "./validators";

/** The invoices and credit notes of the session's company, newest first. Drafts are the seller's own affair. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset } = readInput(invoicesQuery, req.query);
  const company = await companyOf(req);
  const { invoices, count } = company
    ? await statementRepository(req.scope).issued({ companyId: company.id, limit, offset })
    : { invoices: [], count: 0 };
  res.json({ invoices: invoices.map(invoiceDocument), count, limit, offset });
}
