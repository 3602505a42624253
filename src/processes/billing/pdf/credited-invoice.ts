import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type CorrectedInvoice, type Invoice, type InvoiceDetail } from "../../../modules/billing";

/** The one invoice that a credit note of a person is against; null for documents that belong to none. */
export async function creditedInvoice(container: MedusaContainer, document: InvoiceDetail): Promise<Invoice | null> {
  if (document.creditedInvoiceId === null) {
    return null;
  }
  const billing = container.resolve(BILLING_MODULE);
  return billing.invoices.detail(document.creditedInvoiceId);
}

/** The invoices whose charges a credit note gives back, a run's as well as a person's; oldest first, none for others. */
export async function correctedInvoices(
  container: MedusaContainer,
  document: InvoiceDetail,
): Promise<readonly CorrectedInvoice[]> {
  if (document.kind !== "credit_note") {
    return [];
  }
  const corrected = await container.resolve(BILLING_MODULE).lineCredits.correctedBy(document.id);
  const credited = corrected.length > 0 ? null : await creditedInvoice(container, document);
  return credited?.number ? [{ id: credited.id, number: credited.number, issuedOn: credited.issuedOn }] : corrected;
}
