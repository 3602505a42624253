import type { MedusaRequest } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { BILLING_MODULE, type BillingModuleService, type InvoiceDetail } from "../../../../modules/billing";

/** @throws MedusaError not_found */
export async function anyInvoice(req: MedusaRequest): Promise<InvoiceDetail> {
  const id = req.params.id ?? "";
  const invoice = await req.scope.resolve<BillingModuleService>(BILLING_MODULE).invoices.detail(id);
  if (!invoice) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Invoice ${id} was not found.`);
  }
  return invoice;
}
