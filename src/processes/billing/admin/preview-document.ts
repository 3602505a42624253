import { addDays } from "../../../domain/calendar";
import { money, moneyDocument } from "../../../domain/money";
import type { BillingAccount, NewInvoice } from "../../../modules/billing";
import { type PlannedDocument, settleCredit } from "../preview/settle-credit";
import { taxSummaryDocument, totalsDocument } from "./amounts";
import { lineDocument } from "./line-document";

/** What a billing run at `runAt` would write for the account, in the order it would write it. */
export function previewDocument(
  account: Pick<BillingAccount, "id" | "creditBalance">,
  plan: { readonly documents: readonly NewInvoice[]; readonly nextRunAt: Date | null },
  runAt: Date | null,
) {
  return {
    run_at: runAt?.toISOString() ?? null,
    documents: settleCredit(plan.documents, account).map(plannedDocument),
    next_run_at: plan.nextRunAt?.toISOString() ?? null,
  };
}

function plannedDocument({ document, creditApplied, creditEarned, amountDue }: PlannedDocument) {
  const amount = (minor: number) => moneyDocument(money(minor, document.currency));
  return {
    kind: document.kind,
    issued_on: document.issuedOn,
    due_on: document.dueOn,
    period: {
      start_on: document.periodStart,
      end_on: document.periodEnd,
      last_on: addDays(document.periodEnd, -1),
    },
    silent: document.silent,
    ...totalsDocument(document),
    credit_applied: amount(creditApplied),
    credit_earned: amount(creditEarned),
    amount_due: amount(amountDue),
    tax_summary: taxSummaryDocument(document),
    lines: document.lines.map((line) => lineDocument(line, document.currency)),
  };
}
