import type { MedusaContainer } from "@medusajs/framework/types";
import type { Invoice } from "../../../modules/billing";
import { invoiceDocument } from "../invoice-documents";
import { statementRepository } from "./repository";

/** The documents a document points to: the invoice a credit note corrects, and the credit notes against an invoice. */
export async function relatedDocuments(container: MedusaContainer, invoice: Invoice) {
  const repository = statementRepository(container);
  if (invoice.kind === "credit_note") {
    const id = invoice.creditedInvoiceId;
    return {
      credited_invoice: id === null ? null : { id, number: await repository.numberOf(id) },
      credit_notes: [],
    };
  }
  const notes = await repository.creditNotesOf(invoice.id);
  return {
    credited_invoice: null,
    credit_notes: notes.map((note) => {
      const { id, number, issued_on, total, credit_reason } = invoiceDocument(note);
      return { id, number, issued_on, total, credit_reason };
    }),
  };
}
