import { decimalMoney, money } from "../../../../../../domain/money";
import type { CreditSplit, NewInvoice } from "../../../../../../modules/billing";
import { lineDocument, taxSummaryDocument, totalsDocument } from "../../lines/answer";
import type { CreditNote } from "./document";

type Note = Pick<
  NewInvoice,
  "id" | "issuedOn" | "creditReason" | "currency" | "discount" | "net" | "tax" | "gross" | "taxSummary" | "lines"
> & { readonly number: string | null; readonly split: CreditSplit };

/** A credit note, issued or only tried out, and what becomes of its amount. */
export function creditNoteDocument(note: Note): CreditNote {
  const amount = (cents: number) => decimalMoney(money(cents, note.currency));
  return {
    id: note.number === null ? null : note.id,
    number: note.number,
    issued_on: note.issuedOn,
    reason: note.creditReason,
    ...totalsDocument(note),
    tax_summary: taxSummaryDocument(note),
    lines: note.lines.map((line) => lineDocument(line, note.currency)),
    reduces_invoice_by: amount(note.split.reduces),
    covers_reversed: amount(note.split.covers),
    to_credit_balance: amount(note.split.earned),
  };
}
