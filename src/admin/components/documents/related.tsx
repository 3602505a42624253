import { Text } from "@medusajs/ui";
import type { InvoiceDetail } from "../../../api/admin/csp/invoices/document";
import { day, inWords } from "../format";

type Props = { document: InvoiceDetail; onOpen: (id: string) => void };

/** The invoice a credit note corrects, or the credit notes against an invoice. */
export function RelatedDocuments({ document, onOpen }: Props) {
  const { credited_invoice: credited, credit_notes: notes } = document;
  if (credited === null && notes.length === 0 && document.credit_reason === null) {
    return null;
  }
  const link = (id: string, words: string) => (
    <button type="button" className="text-ui-fg-interactive-hover" onClick={() => onOpen(id)}>
      {words}
    </button>
  );
  return (
    <section className="flex flex-col gap-1">
      {credited === null ? null : (
        <Text size="small">Credit for {link(credited.id, credited.number ?? "a draft")}</Text>
      )}
      {document.credit_reason === null ? null : <Text size="small">Reason: {document.credit_reason}</Text>}
      {notes.map((note) => (
        <Text size="small" key={note.id}>
          {link(note.id, note.number ?? "Draft credit note")} of {day(note.issued_on)}: {inWords(note.total)}
          {note.credit_reason === null ? "" : `, ${note.credit_reason}`}
        </Text>
      ))}
    </section>
  );
}
