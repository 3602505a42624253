import { model } from "@medusajs/framework/utils";
import { INVOICE_STATES } from "../../../domain/states";

/**
 * What hosts read of billing. All amounts are minor units of the row's currency; `..._on`, `..._start` and `..._end` are
 * local dates as text (YYYY-MM-DD), periods half-open [start, end); `..._at` are instants.
 */
export const CspBillingAccount = model.define(
  { name: "csp_billing_account", tableName: "csp_read_billing_account" },
  {
    id: model.id().primaryKey(),
    company_id: model.text(),
    currency: model.text(),
    time_zone: model.text(),
    alignment: model.enum(["anniversary", "billing_day"]),
    /** 1 to 31; null with `anniversary`. */
    billing_day: model.number().nullable(),
    payment_terms_days: model.number(),
    purchase_order_number: model.text().nullable(),
    /** Each order number's lines on documents of their own. */
    invoice_per_order_number: model.boolean(),
    locale: model.enum(["en", "de", "nl"]),
    invoice_approval: model.enum(["automatic", "review"]),
    zero_invoices: model.enum(["send", "keep"]),
    /** What the seller owes the company; the next invoices use it up. */
    credit_balance: model.number(),
    /** When the billing run looks at it next; null: nothing is billed. */
    next_run_at: model.dateTime().nullable(),
    invoices: model.hasMany(() => CspInvoice, { mappedBy: "billing_account" }),
  },
);

/** An invoice, or a credit note, whose amounts are negative. */
export const CspInvoice = model.define(
  { name: "csp_invoice", tableName: "csp_read_invoice" },
  {
    id: model.id().primaryKey(),
    /** Null while it is a draft. */
    number: model.text().nullable(),
    kind: model.enum(["activation", "recurring", "credit_note"]),
    status: model.enum([...INVOICE_STATES]),
    company_id: model.text(),
    /** The Medusa order, on an activation invoice. */
    order_id: model.text().nullable(),
    credited_invoice_id: model.text().nullable(),
    credit_reason: model.text().nullable(),
    purchase_order_number: model.text().nullable(),
    locale: model.enum(["en", "de", "nl"]),
    issued_at: model.dateTime(),
    issued_on: model.text(),
    due_on: model.text(),
    period_start: model.text(),
    period_end: model.text(),
    currency: model.text(),
    discount: model.number(),
    net: model.number(),
    tax: model.number(),
    gross: model.number(),
    credit_applied: model.number(),
    amount_credited: model.number(),
    amount_paid: model.number(),
    /** What is still to be paid; 0 for credit notes and void invoices. */
    amount_due: model.number(),
    paid_at: model.dateTime().nullable(),
    billing_account: model.belongsTo(() => CspBillingAccount, { mappedBy: "invoices" }),
    lines: model.hasMany(() => CspInvoiceLine, { mappedBy: "invoice" }),
  },
);

/** A line; `created_at` and `updated_at` are its document's. */
export const CspInvoiceLine = model.define(
  { name: "csp_invoice_line", tableName: "csp_read_invoice_line" },
  {
    id: model.id().primaryKey(),
    position: model.number(),
    subscription_id: model.text(),
    kind: model.enum(["cycle", "seat_change", "cancellation", "correction", "goodwill"]),
    title: model.text(),
    detail: model.text(),
    formula: model.text(),
    period_start: model.text(),
    period_end: model.text(),
    quantity: model.number(),
    currency: model.text(),
    unit_price: model.number(),
    discount: model.number(),
    net: model.number(),
    tax: model.number(),
    gross: model.number(),
    purchase_order_number: model.text().nullable(),
    credited_line_id: model.text().nullable(),
    invoice: model.belongsTo(() => CspInvoice, { mappedBy: "lines" }),
  },
);
