import type { Invoice, InvoiceKind, InvoiceLine, InvoiceStatus, NewInvoice, PaymentFailure } from "../types";
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

export const LINE_COLUMNS = [
  "id",
  "invoice_id",
  "position",
  "charge_key",
  "subscription_id",
  "kind",
  "title",
  "detail",
  "formula",
  "period_start",
  "period_end",
  "reference_start",
  "reference_end",
  "quantity",
  "unit_price",
  "factor_numerator",
  "factor_denominator",
  "net",
  "tax",
  "gross",
  "policy_version",
  "source_event_id",
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

export function lineToRow(invoiceId: string, line: InvoiceLine) {
  return {
    id: line.id,
    invoice_id: invoiceId,
    position: line.position,
    charge_key: line.chargeKey,
    subscription_id: line.subscriptionId,
    kind: line.kind,
    title: line.title,
    detail: line.detail,
    formula: line.formula,
    period_start: line.periodStart,
    period_end: line.periodEnd,
    reference_start: line.referenceStart,
    reference_end: line.referenceEnd,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    factor_numerator: line.factorNumerator,
    factor_denominator: line.factorDenominator,
    net: line.net,
    tax: line.tax,
    gross: line.gross,
    policy_version: line.policyVersion,
    source_event_id: line.sourceEventId,
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

export type LineRow = {
  id: string;
  position: number;
  charge_key: string;
  subscription_id: string;
  kind: InvoiceLine["kind"];
  title: string;
  detail: string;
  formula: string;
  period_start: string;
  period_end: string;
  reference_start: string;
  reference_end: string;
  quantity: number;
  unit_price: string;
  factor_numerator: string;
  factor_denominator: string;
  net: string;
  tax: string;
  gross: string;
  policy_version: string;
  source_event_id: string;
};

export const LINE_SELECT = `id, position, charge_key, subscription_id, kind, title, detail, formula, period_start::text,
  period_end::text, reference_start::text, reference_end::text, quantity, unit_price, factor_numerator,
  factor_denominator, net, tax, gross, policy_version, source_event_id`;

export function toLine(row: LineRow): InvoiceLine {
  return {
    id: row.id,
    position: row.position,
    chargeKey: row.charge_key,
    subscriptionId: row.subscription_id,
    kind: row.kind,
    title: row.title,
    detail: row.detail,
    formula: row.formula,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    referenceStart: row.reference_start,
    referenceEnd: row.reference_end,
    quantity: row.quantity,
    unitPrice: toInteger(row.unit_price),
    factorNumerator: toInteger(row.factor_numerator),
    factorDenominator: toInteger(row.factor_denominator),
    net: toInteger(row.net),
    tax: toInteger(row.tax),
    gross: toInteger(row.gross),
    policyVersion: row.policy_version,
    sourceEventId: row.source_event_id,
  };
}
