import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type BillingModuleService, type Invoice, type InvoiceDetail } from "../../../modules/billing";

/** The invoice that a credit note corrects; null for documents that belong to none. */
export async function creditedInvoice(container: MedusaContainer, document: InvoiceDetail): Promise<Invoice | null> {
  if (document.creditedInvoiceId === null) {
    return null;
  }
  const billing = container.resolve<BillingModuleService>(BILLING_MODULE);
  return billing.invoices.detail(document.creditedInvoiceId);
}
