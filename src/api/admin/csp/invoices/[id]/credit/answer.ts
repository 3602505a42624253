import { decimalMoney, money } from "../../../../../../domain/money";
import { splitCreditNote } from "../../../../../../domain/receivables";
import { invoiceTransitions } from "../../../../../../domain/states";
import type { Invoice, NewInvoice } from "../../../../../../modules/billing";
import { lineDocument, taxSummaryDocument, totalsDocument } from "../../lines/answer";
import type { CreditNote } from "./document";

type Note = Pick<
  NewInvoice,
  "id" | "issuedOn" | "creditReason" | "currency" | "discount" | "net" | "tax" | "gross" | "taxSummary" | "lines"
> & { readonly number: string | null };

/**
 * A credit note, issued or only tried out, and what becomes of its amount: first it reduces what is unpaid of the
 * invoice, the rest goes to the credit balance.
 *
 * @param before the invoice as it was before the note
 */
export function creditNoteDocument(note: Note, before: Pick<Invoice, "status" | "amountDue">): CreditNote {
  const unpaid = invoiceTransitions.may(before.status, "credit") ? before.amountDue : 0;
  const { reduces, earned } = splitCreditNote({
    gross: money(note.gross, note.currency),
    unpaid: money(unpaid, note.currency),
  });
  return {
    id: note.number === null ? null : note.id,
    number: note.number,
    issued_on: note.issuedOn,
    reason: note.creditReason,
    ...totalsDocument(note),
    tax_summary: taxSummaryDocument(note),
    lines: note.lines.map((line) => lineDocument(line, note.currency)),
    reduces_invoice_by: decimalMoney(reduces),
    to_credit_balance: decimalMoney(earned),
  };
}
