import type { BillingAccount, NewInvoice } from "../../../modules/billing";
import { creditMoves } from "../../../modules/billing/repositories/credit-moves";

/** A document that is not issued yet, and how the company's credit balance would meet it. Minor units. */
export type PlannedDocument = {
  readonly document: NewInvoice;
  /** Credit balance that it would use up. */
  readonly creditApplied: number;
  /** What a credit note would add to the balance. */
  readonly creditEarned: number;
  /** What would remain to be paid. */
  readonly amountDue: number;
};

/** Meets documents with the account's credit balance in their order, by the rule that issuing them follows. */
export function settleCredit(
  documents: readonly NewInvoice[],
  account: Pick<BillingAccount, "id" | "creditBalance">,
): PlannedDocument[] {
  const issued = documents.map((invoice) => ({ invoice, draft: false }));
  const moves = creditMoves(issued, new Map([[account.id, account.creditBalance]]), "preview");
  const byDocument = new Map(moves.map((move) => [move.invoiceId, move.amount]));
  return documents.map((document) => {
    const moved = byDocument.get(document.id) ?? 0;
    return document.kind === "credit_note"
      ? { document, creditApplied: 0, creditEarned: moved, amountDue: 0 }
      : { document, creditApplied: Math.abs(moved), creditEarned: 0, amountDue: document.gross + moved };
  });
}
