import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type CorrectedInvoice, type Invoice, type InvoiceDetail } from "../../../modules/billing";
import { correctedInvoices, creditedInvoice } from "../pdf/credited-invoice";

export type RelatedInvoices = {
  /** On a credit note: the invoice it corrects; null for a credit note of several, and for an invoice. */
  readonly credited: Invoice | null;
  /** On a credit note: every invoice whose charges it gives back, oldest first. */
  readonly corrected: readonly CorrectedInvoice[];
  /** On an invoice: the credit notes against it, oldest first. */
  readonly creditNotes: readonly Invoice[];
};

/** What an invoice or credit note points to. */
export async function relatedInvoices(container: MedusaContainer, invoice: InvoiceDetail): Promise<RelatedInvoices> {
  const { statement } = container.resolve(BILLING_MODULE);
  return {
    credited: await creditedInvoice(container, invoice),
    corrected: await correctedInvoices(container, invoice),
    creditNotes: invoice.kind === "credit_note" ? [] : await statement.creditNotesOf(invoice.id),
  };
}
