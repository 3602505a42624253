import { money } from "../../../domain/money";
import { settleDocument } from "../../../domain/receivables";
import type { BillingAccount, NewInvoice } from "../../../modules/billing";

/** An invoice or credit note that is not issued yet, and how the company's credit balance would meet it. Minor units. */
export type PlannedInvoice = {
  readonly invoice: NewInvoice;
  /** Credit balance that it would use up. */
  readonly creditApplied: number;
  /** What a credit note would add to the balance. */
  readonly creditEarned: number;
  /** What would remain to be paid. */
  readonly amountDue: number;
};

/** Meets invoices and credit notes with the account's credit balance in their order, by the rule that issuing them follows. */
export function settleCredit(
  invoices: readonly NewInvoice[],
  account: Pick<BillingAccount, "creditBalance">,
): PlannedInvoice[] {
  let balance = account.creditBalance;
  return invoices.map((invoice) => {
    const { currency } = invoice;
    const isCreditNote = invoice.kind === "credit_note";
    const settled = settleDocument({ isCreditNote, gross: money(invoice.gross, currency) }, money(balance, currency));
    balance = settled.balance.amount;
    return {
      invoice,
      creditApplied: settled.applied.amount,
      creditEarned: settled.earned.amount,
      amountDue: settled.due.amount,
    };
  });
}
