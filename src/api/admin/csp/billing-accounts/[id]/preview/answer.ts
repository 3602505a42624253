import { money, moneyDocument } from "../../../../../../domain/money";
import type { BillingAccount, NewInvoice } from "../../../../../../modules/billing";
import { type PlannedDocument, settleCredit } from "../../../../../../processes/billing/preview/settle-credit";
import { lineDocument, periodDocument, taxSummaryDocument, totalsDocument } from "../../../invoices/lines/answer";
import type { PlannedInvoice, Preview } from "./document";

/** What a billing run at `runAt` would write for the account, in the order it would write it. */
export function previewDocument(
  account: Pick<BillingAccount, "id" | "creditBalance">,
  plan: { readonly documents: readonly NewInvoice[]; readonly nextRunAt: Date | null },
  runAt: Date | null,
): Preview {
  return {
    run_at: runAt?.toISOString() ?? null,
    documents: settleCredit(plan.documents, account).map(plannedInvoiceDocument),
    next_run_at: plan.nextRunAt?.toISOString() ?? null,
  };
}

function plannedInvoiceDocument(planned: PlannedDocument): PlannedInvoice {
  const { document, creditApplied, creditEarned, amountDue } = planned;
  const amount = (minor: number) => moneyDocument(money(minor, document.currency));
  return {
    kind: document.kind,
    issued_on: document.issuedOn,
    due_on: document.dueOn,
    period: periodDocument({ start: document.periodStart, end: document.periodEnd }),
    silent: document.silent,
    ...totalsDocument(document),
    credit_applied: amount(creditApplied),
    credit_earned: amount(creditEarned),
    amount_due: amount(amountDue),
    tax_summary: taxSummaryDocument(document),
    lines: document.lines.map((line) => lineDocument(line, document.currency)),
  };
}
