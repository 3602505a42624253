import { z } from "zod";
import { day, instant, money, span } from "../../../http/document";
import { invoiceKind, plannedLine, taxSummary } from "../invoices/document";

/** An invoice or credit note that is only planned, in the words of one that is issued; it has no number. */
export const plannedInvoice = z.strictObject({
  kind: invoiceKind,
  due_on: day,
  period: span,
  lines: z.array(plannedLine),
  discount: money,
  net: money,
  tax: money,
  total: money,
  tax_summary: taxSummary,
  credit_applied: money,
  /** What a credit note adds to the company's balance. */
  credit_earned: money,
  amount_due: money,
});

/** The first invoice of the next run, and the others of the same run. */
export const nextInvoice = plannedInvoice.extend({
  run_at: instant,
  /** The same day in the account's zone. */
  run_on: day,
  /** A person of the seller looks at it before it is issued. */
  reviewed: z.boolean(),
  others: z.array(plannedInvoice),
});

export const nextInvoiceAnswer = z.strictObject({
  next_invoice: nextInvoice.nullable(),
  /** A run would set the account aside for a person of the seller to look at. */
  held_up: z.boolean(),
});

export type PlannedInvoice = z.output<typeof plannedInvoice>;
export type NextInvoice = z.output<typeof nextInvoice>;
export type NextInvoiceAnswer = z.output<typeof nextInvoiceAnswer>;
