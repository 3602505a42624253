import type { Invoice, InvoiceKind, InvoiceStatus, NewInvoice, PaymentFailure } from "../types";
import { toInteger } from "./numbers";

/** An invoice with the number it got in its series. */
export type NumberedInvoice = {
  readonly invoice: NewInvoice;
  readonly legalEntityId: string;
  readonly series: string;
  readonly sequence: number;
  readonly number: string;
};

export const INVOICE_COLUMNS = [
  "id",
  "billing_account_id",
  "legal_entity_id",
  "company_id",
  "kind",
  "period_key",
  "series",
  "sequence",
  "number",
  "issued_at",
  "issued_on",
  "due_on",
  "period_start",
  "period_end",
  "currency",
  "net",
  "tax",
  "gross",
  "tax_policy",
  "tax_rates",
  "tax_summary",
  "seller",
  "buyer",
  "purchase_order_number",
  "order_id",
  "order_display_id",
  "billing_run_id",
  "status",
  "paid_at",
  "amount_paid",
  "next_charge_at",
  "created_at",
  "updated_at",
] as const;

/** An invoice over nothing owed is settled by being issued. */
export function invoiceToRow({ invoice, legalEntityId, series, sequence, number }: NumberedInvoice) {
  const settled = invoice.gross === 0;
  const issuedAt = invoice.issuedAt.toISOString();
  return {
    id: invoice.id,
    billing_account_id: invoice.billingAccountId,
    legal_entity_id: legalEntityId,
    company_id: invoice.companyId,
    kind: invoice.kind,
    period_key: invoice.periodKey,
    series,
    sequence,
    number,
    issued_at: issuedAt,
    issued_on: invoice.issuedOn,
    due_on: invoice.dueOn,
    period_start: invoice.periodStart,
    period_end: invoice.periodEnd,
    currency: invoice.currency,
    net: invoice.net,
    tax: invoice.tax,
    gross: invoice.gross,
    tax_policy: invoice.taxPolicy,
    tax_rates: invoice.taxRates,
    tax_summary: invoice.taxSummary,
    seller: invoice.seller,
    buyer: invoice.buyer,
    purchase_order_number: invoice.purchaseOrderNumber,
    order_id: invoice.orderId,
    order_display_id: invoice.orderDisplayId,
    billing_run_id: invoice.billingRunId,
    status: settled ? "paid" : "open",
    paid_at: settled ? issuedAt : null,
    amount_paid: 0,
    next_charge_at: settled ? null : (invoice.nextChargeAt?.toISOString() ?? null),
    created_at: issuedAt,
    updated_at: issuedAt,
  };
}

export type InvoiceRow = {
  id: string;
  billing_account_id: string;
  company_id: string;
  kind: InvoiceKind;
  period_key: string;
  number: string;
  issued_at: Date;
  issued_on: string;
  due_on: string;
  period_start: string;
  period_end: string;
  currency: string;
  net: string;
  tax: string;
  gross: string;
  tax_policy: string;
  tax_rates: NewInvoice["taxRates"];
  tax_summary: NewInvoice["taxSummary"];
  seller: NewInvoice["seller"];
  buyer: NewInvoice["buyer"];
  purchase_order_number: string | null;
  order_id: string | null;
  order_display_id: string | null;
  billing_run_id: string | null;
  status: InvoiceStatus;
  paid_at: Date | null;
  amount_paid: string;
  payment_intent_id: string | null;
  payment_failure: PaymentFailure | null;
  next_charge_at: Date | null;
  mailed_at: Date | null;
  failure_mailed_at: Date | null;
};

/** Dates are read as text: a `date` has no time zone, and the driver would give it one. */
export const INVOICE_SELECT = `id, billing_account_id, company_id, kind, period_key, number, issued_at,
  issued_on::text, due_on::text, period_start::text, period_end::text, currency, net, tax, gross, tax_policy, tax_rates,
  tax_summary, seller, buyer, purchase_order_number, order_id, order_display_id, billing_run_id, status, paid_at,
  amount_paid, payment_intent_id, payment_failure, next_charge_at, mailed_at, failure_mailed_at`;

export function toInvoice(row: InvoiceRow): Invoice {
  return {
    id: row.id,
    billingAccountId: row.billing_account_id,
    companyId: row.company_id,
    kind: row.kind,
    periodKey: row.period_key,
    number: row.number,
    issuedAt: row.issued_at,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    currency: row.currency,
    net: toInteger(row.net),
    tax: toInteger(row.tax),
    gross: toInteger(row.gross),
    taxPolicy: row.tax_policy,
    purchaseOrderNumber: row.purchase_order_number,
    orderId: row.order_id,
    orderDisplayId: row.order_display_id,
    billingRunId: row.billing_run_id,
    status: row.status,
    paidAt: row.paid_at,
    amountPaid: toInteger(row.amount_paid),
    paymentIntentId: row.payment_intent_id,
    paymentFailure: row.payment_failure,
    nextChargeAt: row.next_charge_at,
    mailedAt: row.mailed_at,
    failureMailedAt: row.failure_mailed_at,
  };
}
