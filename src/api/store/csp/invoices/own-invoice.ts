import type { MedusaRequest } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { BILLING_MODULE, type BillingModuleService, type InvoiceDetail } from "../../../../modules/billing";
import { companyOf } from "../../../http/request-context";

/** @throws MedusaError not_found for an invoice that does not exist and for one of another company alike. */
export async function ownInvoice(req: MedusaRequest): Promise<InvoiceDetail> {
  const id = req.params.id ?? "";
  const company = await companyOf(req);
  const invoice = company && (await req.scope.resolve<BillingModuleService>(BILLING_MODULE).invoices.detail(id));
  if (!invoice || invoice.companyId !== company.id) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Invoice ${id} was not found.`);
  }
  return invoice;
}
