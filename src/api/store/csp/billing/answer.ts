import { addDays, localDateIn } from "../../../../domain/calendar";
import { decimalMoney, money } from "../../../../domain/money";
import type { NextRun } from "../../../../processes/billing/preview/next-invoice";
import type { PlannedInvoice } from "../../../../processes/billing/preview/settle-credit";
import { plannedLineDocument, taxSummaryDocument } from "../invoices/answer";
import type * as document from "./document";

/** An invoice or credit note that is only planned, in the words of one that is issued. */
export function plannedInvoiceDocument(planned: PlannedInvoice): document.PlannedInvoice {
  const { invoice, creditApplied, creditEarned, amountDue } = planned;
  const amount = (minor: number) => decimalMoney(money(minor, invoice.currency));
  return {
    kind: invoice.kind,
    due_on: invoice.dueOn,
    period: { start_on: invoice.periodStart, end_on: invoice.periodEnd, last_on: addDays(invoice.periodEnd, -1) },
    lines: invoice.lines.map((line) => plannedLineDocument(line, invoice.currency)),
    discount: amount(invoice.discount),
    net: amount(invoice.net),
    tax: amount(invoice.tax),
    total: amount(invoice.gross),
    tax_summary: taxSummaryDocument(invoice),
    credit_applied: amount(creditApplied),
    credit_earned: amount(creditEarned),
    amount_due: amount(amountDue),
  };
}

/** The first invoice of a company's next run with the others of that run; null where the run would write none. */
export function nextInvoiceDocument({ account, at, planned }: NextRun): document.NextInvoice | null {
  const [first, ...others] = planned.map(plannedInvoiceDocument);
  return first === undefined
    ? null
    : {
        run_at: at.toISOString(),
        run_on: localDateIn(at, account.timeZone),
        reviewed: account.invoiceApproval === "review",
        ...first,
        others,
      };
}
