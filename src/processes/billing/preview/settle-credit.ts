import { money } from "../../../domain/money";
import { settleDocument } from "../../../domain/receivables";
import type { BillingAccount, NewInvoice } from "../../../modules/billing";

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
  account: Pick<BillingAccount, "creditBalance">,
): PlannedDocument[] {
  let balance = account.creditBalance;
  return documents.map((document) => {
    const { currency } = document;
    const isCreditNote = document.kind === "credit_note";
    const settled = settleDocument({ isCreditNote, gross: money(document.gross, currency) }, money(balance, currency));
    balance = settled.balance.amount;
    return {
      document,
      creditApplied: settled.applied.amount,
      creditEarned: settled.earned.amount,
      amountDue: settled.due.amount,
    };
  });
}
