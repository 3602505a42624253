import type { MedusaContainer } from "@medusajs/framework/types";
import type { InvoiceDetail } from "../../../modules/billing";
import { invoiceDocument } from "../invoice-documents";
import { creditedInvoice } from "../pdf/credited-invoice";
import { statementRepository } from "./repository";

/** The documents a document points to: the invoice a credit note corrects, and the credit notes against an invoice. */
export async function relatedDocuments(container: MedusaContainer, invoice: InvoiceDetail) {
  const credited = await creditedInvoice(container, invoice);
  const notes = invoice.kind === "credit_note" ? [] : await statementRepository(container).creditNotesOf(invoice.id);
  return {
    credited_invoice: credited && { id: credited.id, number: credited.number },
    credit_notes: notes.map((note) => {
      const { id, number, issued_on, total, credit_reason } = invoiceDocument(note);
      return { id, number, issued_on, total, credit_reason };
    }),
  };
}
