import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type Invoice, type InvoiceDetail } from "../../../modules/billing";

/** The invoice that a credit note corrects; null for documents that belong to none. */
export async function creditedInvoice(container: MedusaContainer, document: InvoiceDetail): Promise<Invoice | null> {
  if (document.creditedInvoiceId === null) {
    return null;
  }
  const billing = container.resolve(BILLING_MODULE);
  return billing.invoices.detail(document.creditedInvoiceId);
}
