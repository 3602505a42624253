import type { MedusaRequest } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { BILLING_MODULE, type InvoiceDetail } from "../../../../modules/billing";
import { companyOf } from "../../../http/request-context";

/**
 * @throws MedusaError not_found for a document that does not exist, for one of another company and for one that has not
 * been issued yet alike.
 */
export async function ownInvoice(req: MedusaRequest): Promise<InvoiceDetail> {
  const id = req.params.id ?? "";
  const company = await companyOf(req);
  const invoice = company && (await req.scope.resolve(BILLING_MODULE).invoices.detail(id));
  if (!invoice || invoice.companyId !== company.id || invoice.status === "draft") {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Invoice ${id} was not found.`);
  }
  return invoice;
}
