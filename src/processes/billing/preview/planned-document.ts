import { addDays } from "../../../domain/calendar";
import { money, moneyDocument } from "../../../domain/money";
import type { InvoiceLine } from "../../../modules/billing";
import { lineDocument, taxSummaryDocument } from "../invoice-documents";
import type { PlannedDocument } from "./settle-credit";

/** A line that is only planned has no id. */
export function plannedLine(line: InvoiceLine, currency: string) {
  const { id, ...shown } = lineDocument(line, currency);
  return shown;
}

/** A document that is only planned, in the words of one that is issued; it has no number. */
export function plannedDocument({ document, creditApplied, creditEarned, amountDue }: PlannedDocument) {
  const amount = (minor: number) => moneyDocument(money(minor, document.currency));
  return {
    kind: document.kind,
    due_on: document.dueOn,
    period: {
      start_on: document.periodStart,
      end_on: document.periodEnd,
      last_on: addDays(document.periodEnd, -1),
    },
    lines: document.lines.map((line) => plannedLine(line, document.currency)),
    discount: amount(document.discount),
    net: amount(document.net),
    tax: amount(document.tax),
    total: amount(document.gross),
    tax_summary: taxSummaryDocument(document),
    credit_applied: amount(creditApplied),
    credit_earned: amount(creditEarned),
    amount_due: amount(amountDue),
  };
}
