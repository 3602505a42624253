import { z } from "zod";
import { day, instant, money, span } from "../../../../../http/document";
import { invoiceKind } from "../../../invoices/document";
import { invoiceLine, taxRow, totals } from "../../../invoices/lines/document";

/** A document that a run would write, and how the account's credit balance would meet it. */
export const plannedInvoice = totals.extend({
  kind: invoiceKind,
  issued_on: day,
  due_on: day,
  period: span,
  silent: z.boolean(),
  credit_applied: money,
  credit_earned: money,
  amount_due: money,
  tax_summary: z.array(taxRow),
  lines: z.array(invoiceLine),
});
export type PlannedInvoice = z.output<typeof plannedInvoice>;

/** What the next billing run would write, in the order it would write it. */
export const preview = z.strictObject({
  run_at: instant.nullable(),
  documents: z.array(plannedInvoice),
  next_run_at: instant.nullable(),
});
export type Preview = z.output<typeof preview>;

export const previewAnswer = z.strictObject({ preview: preview });
export type PreviewAnswer = z.output<typeof previewAnswer>;
