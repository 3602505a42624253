import { z } from "zod";
import { day, instant, money, paging, span } from "../../../http/document";
import { lineSpan } from "../document";

export const invoiceKind = z.enum(["activation", "recurring", "credit_note"]);

/** A line that is not issued yet, which has no id: every figure that makes its amount. */
export const plannedLine = z.strictObject({
  kind: z.enum(["cycle", "seat_change", "cancellation", "correction", "goodwill"]),
  description: z.string(),
  detail: z.string(),
  formula: z.string(),
  period: lineSpan,
  reference_period: lineSpan,
  days: z.int(),
  reference_days: z.int(),
  quantity: z.int(),
  unit_price: money,
  before_discount: money,
  discount: money,
  discounts: z.array(z.strictObject({ name: z.string(), in_words: z.string(), amount: money })),
  net: money,
  tax: money,
  subscription_id: z.string(),
  /** The buyer's number of the order it came from. */
  purchase_order_number: z.string().nullable(),
});

export const invoiceLine = plannedLine.extend({ id: z.string() });

/** Tax by rate, with the amount it is taken from. */
export const taxSummary = z.array(
  z.strictObject({
    name: z.string(),
    rate_percent: z.string(),
    note: z.string().nullable(),
    base: money,
    tax: money,
  }),
);

/** An issued invoice or credit note in a list. Amounts of a credit note are negative. */
export const invoice = z.strictObject({
  id: z.string(),
  number: z.string(),
  kind: invoiceKind,
  issued_on: day,
  due_on: day,
  period: span,
  /** `issued` is a credit note's, and no invoice's. */
  status: z.enum(["open", "paid", "payment_failed", "void", "issued"]),
  paid_at: instant.nullable(),
  total: money,
  discount: money,
  net: money,
  tax: money,
  credit_applied: money,
  amount_credited: money,
  /** Of what was paid: gone back by refunds and chargebacks that stand. */
  amount_reversed: money,
  amount_paid: money,
  amount_due: money,
  credited_invoice_id: z.string().nullable(),
  credit_reason: z.string().nullable(),
  purchase_order_number: z.string().nullable(),
  order_display_id: z.string().nullable(),
  payment_failure: z.strictObject({ at: instant, reason: z.string() }).nullable(),
});

const party = z.strictObject({
  name: z.string(),
  address_lines: z.array(z.string()),
  country_code: z.string(),
  tax_id: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});

const payment = z.strictObject({
  at: instant,
  amount: money,
  card: z.string(),
  state: z.enum(["planned", "sent", "succeeded", "declined", "needs_action", "unknown", "processing"]),
  /** In words for the customer; the bank's codes are for the seller only. */
  decline_reason: z.string().nullable(),
});

/** The whole invoice or credit note, with what it corrects and what corrects it. */
export const invoiceDetail = invoice.extend({
  seller: party,
  buyer: party,
  lines: z.array(invoiceLine),
  tax_summary: taxSummary,
  payments: z.array(payment),
  credited_invoice: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
  /** On a credit note, also one of a run: every invoice whose charges it gives back. */
  corrected_invoices: z.array(z.strictObject({ id: z.string(), number: z.string(), issued_on: day })),
  credit_notes: z.array(invoice.pick({ id: true, number: true, issued_on: true, total: true, credit_reason: true })),
  e_invoice: z.strictObject({ available: z.boolean(), obstacle: z.string().nullable(), reason: z.string().nullable() }),
});

export const invoiceListAnswer = z.strictObject({
  invoices: z.array(invoice),
  ...paging,
});

export const invoiceAnswer = z.strictObject({ invoice: invoiceDetail });

/** With status 422: the norm cannot say this invoice, and why. */
export const noEInvoiceAnswer = z.strictObject({
  type: z.literal("no_e_invoice"),
  obstacle: z.string(),
  message: z.string(),
});

export type PlannedLine = z.output<typeof plannedLine>;
export type InvoiceLine = z.output<typeof invoiceLine>;
export type TaxSummary = z.output<typeof taxSummary>;
export type Invoice = z.output<typeof invoice>;
export type InvoiceDetail = z.output<typeof invoiceDetail>;
export type InvoiceListAnswer = z.output<typeof invoiceListAnswer>;
export type InvoiceAnswer = z.output<typeof invoiceAnswer>;
