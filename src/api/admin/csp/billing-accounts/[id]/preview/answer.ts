import { decimalMoney, money } from "../../../../../../domain/money";
import type { BillingAccount, NewInvoice } from "../../../../../../modules/billing";
import { type PlannedInvoice, settleCredit } from "../../../../../../processes/billing/preview/settle-credit";
import { lineDocument, periodDocument, taxSummaryDocument, totalsDocument } from "../../../invoices/lines/answer";
import type * as document from "./document";

/** What a billing run at `runAt` would write for the account, in the order it would write it. */
export function previewDocument(
  account: Pick<BillingAccount, "id" | "creditBalance">,
  plan: { readonly documents: readonly NewInvoice[]; readonly nextRunAt: Date | null },
  runAt: Date | null,
): document.Preview {
  return {
    run_at: runAt?.toISOString() ?? null,
    documents: settleCredit(plan.documents, account).map(plannedInvoiceDocument),
    next_run_at: plan.nextRunAt?.toISOString() ?? null,
  };
}

function plannedInvoiceDocument(planned: PlannedInvoice): document.PlannedInvoice {
  const { invoice, creditApplied, creditEarned, amountDue } = planned;
  const amount = (minor: number) => decimalMoney(money(minor, invoice.currency));
  return {
    kind: invoice.kind,
    issued_on: invoice.issuedOn,
    due_on: invoice.dueOn,
    period: periodDocument({ start: invoice.periodStart, end: invoice.periodEnd }),
    silent: invoice.silent,
    ...totalsDocument(invoice),
    credit_applied: amount(creditApplied),
    credit_earned: amount(creditEarned),
    amount_due: amount(amountDue),
    tax_summary: taxSummaryDocument(invoice),
    lines: invoice.lines.map((line) => lineDocument(line, invoice.currency)),
  };
}
