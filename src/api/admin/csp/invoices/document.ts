import { z } from "zod";
import { day, instant, money, oneOf, paging, span } from "../../../http/document";
import { taxRow, totals, tracedLine } from "./lines/document";

export const invoiceKind = oneOf(["activation", "recurring", "credit_note"]);
export type InvoiceKind = z.output<typeof invoiceKind>;

export const invoiceStatus = oneOf(["draft", "open", "paid", "payment_failed", "void", "issued"]);
export type InvoiceStatus = z.output<typeof invoiceStatus>;

/** A document in a list: an invoice, a draft or a credit note, whose amounts are negative. */
export const invoice = totals.extend({
  id: z.string(),
  /** Null while it is a draft. */
  number: z.string().nullable(),
  kind: invoiceKind,
  status: invoiceStatus,
  company_id: z.string(),
  company_name: z.string(),
  billing_account_id: z.string(),
  billing_run_id: z.string().nullable(),
  issued_on: day,
  due_on: day,
  period: span,
  credit_applied: money,
  amount_credited: money,
  /** Of what was paid: gone back by refunds and chargebacks that stand. */
  amount_reversed: money,
  amount_paid: money,
  amount_due: money,
  paid_at: instant.nullable(),
  credited_invoice_id: z.string().nullable(),
  credit_reason: z.string().nullable(),
  payment_failure: z.strictObject({ at: instant, decline_class: z.string(), reason: z.string() }).nullable(),
});
export type Invoice = z.output<typeof invoice>;

const party = z.strictObject({
  name: z.string(),
  address_lines: z.array(z.string()).readonly(),
  country_code: z.string(),
  tax_id: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
export type Party = z.output<typeof party>;

/** One attempt to charge the saved card, with the bank's codes. */
export const attempt = z.strictObject({
  attempt_no: z.int(),
  state: z.enum(["planned", "sent", "succeeded", "declined", "needs_action", "unknown", "processing"]),
  amount: money,
  card: z.string(),
  idempotency_key: z.string(),
  charge_id: z.string().nullable(),
  code: z.string().nullable(),
  decline_code: z.string().nullable(),
  advice_code: z.string().nullable(),
  decline_class: z.string().nullable(),
  message: z.string().nullable(),
  planned_at: instant,
  finished_at: instant.nullable(),
});
export type Attempt = z.output<typeof attempt>;

/** The documents that a document points to. */
export const related = z.strictObject({
  /** The invoice that a credit note corrects. */
  credited_invoice: z.strictObject({ id: z.string(), number: z.string().nullable() }).nullable(),
  /** The credit notes against an invoice, oldest first. */
  credit_notes: z.array(
    z.strictObject({
      id: z.string(),
      number: z.string().nullable(),
      issued_on: day,
      total: money,
      credit_reason: z.string().nullable(),
    }),
  ),
});
export type Related = z.output<typeof related>;

/** A document with everything that made each line, its credit notes and each attempt to be paid. */
export const invoiceDetail = invoice.extend({
  ...related.shape,
  locale: z.enum(["en", "de", "nl"]),
  seller: party,
  buyer: party,
  purchase_order_number: z.string().nullable(),
  order_id: z.string().nullable(),
  order_display_id: z.string().nullable(),
  issued_at: instant,
  silent: z.boolean(),
  tax_policy: z.string(),
  tax_summary: z.array(taxRow),
  payment_intent_id: z.string().nullable(),
  next_charge_at: instant.nullable(),
  /** Why it is not charged by itself, though it is unpaid. */
  charge_hold: z.enum(["no_card", "too_small", "person"]).nullable(),
  mailed_at: instant.nullable(),
  /** Whether it can be had as an e-invoice, and why not. */
  e_invoice: z.strictObject({ available: z.boolean(), obstacle: z.string().nullable(), reason: z.string().nullable() }),
  lines: z.array(tracedLine),
  attempts: z.array(attempt),
});
export type InvoiceDetail = z.output<typeof invoiceDetail>;

export const invoicesAnswer = z.strictObject({ invoices: z.array(invoice), ...paging });
export type InvoicesAnswer = z.output<typeof invoicesAnswer>;

export const invoiceAnswer = z.strictObject({ invoice: invoiceDetail });
export type InvoiceAnswer = z.output<typeof invoiceAnswer>;

export const discardedAnswer = z.strictObject({
  id: z.string(),
  object: z.literal("invoice"),
  deleted: z.literal(true),
});
export type DiscardedAnswer = z.output<typeof discardedAnswer>;
