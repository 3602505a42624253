import type { Invoice, InvoiceKind, InvoiceStatus, NewInvoice, PaymentFailure } from "../types";
import type { CopyValue } from "./copy-rows";
import { toInteger } from "./numbers";

/** A document as it is written: with its number (a draft has none), and the credit balance it uses up. */
export type WrittenInvoice = {
  readonly invoice: NewInvoice;
  readonly legalEntityId: string;
  readonly draft: boolean;
  readonly place: { readonly series: string; readonly sequence: number; readonly number: string } | null;
  readonly creditApplied: number;
};

export const INVOICE_COLUMNS = [
  "id",
  "billing_account_id",
  "legal_entity_id",
  "company_id",
  "kind",
  "period_key",
  "locale",
  "series",
  "sequence",
  "number",
  "issued_at",
  "issued_on",
  "due_on",
  "period_start",
  "period_end",
  "currency",
  "discount",
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
  "quote_id",
  "credited_invoice_id",
  "credit_reason",
  "silent",
  "status",
  "paid_at",
  "credit_applied",
  "amount_paid",
  "next_charge_at",
  "created_at",
  "updated_at",
] as const;

/** Values in the order of INVOICE_COLUMNS. */
export function invoiceValues({ invoice, legalEntityId, draft, place, creditApplied }: WrittenInvoice): CopyValue[] {
  const issuedAt = invoice.issuedAt.toISOString();
  const { status, paidAt, nextChargeAt } = settlementAtIssue(invoice, { draft, creditApplied });
  return [
    invoice.id,
    invoice.billingAccountId,
    legalEntityId,
    invoice.companyId,
    invoice.kind,
    invoice.periodKey,
    invoice.locale,
    place?.series ?? null,
    place?.sequence ?? null,
    place?.number ?? null,
    issuedAt,
    invoice.issuedOn,
    invoice.dueOn,
    invoice.periodStart,
    invoice.periodEnd,
    invoice.currency,
    invoice.discount,
    invoice.net,
    invoice.tax,
    invoice.gross,
    invoice.taxPolicy,
    { json: invoice.taxRates },
    { json: invoice.taxSummary },
    { json: invoice.seller },
    { json: invoice.buyer },
    invoice.purchaseOrderNumber,
    invoice.orderId,
    invoice.orderDisplayId,
    invoice.billingRunId,
    invoice.quoteId,
    invoice.creditedInvoiceId,
    invoice.creditReason,
    invoice.silent,
    status,
    paidAt?.toISOString() ?? null,
    creditApplied,
    0,
    nextChargeAt?.toISOString() ?? null,
    issuedAt,
    issuedAt,
  ];
}

/** What a document is when it is written. An invoice that asks for nothing more is paid by being issued. */
export function settlementAtIssue(
  invoice: Pick<NewInvoice, "kind" | "gross" | "issuedAt" | "nextChargeAt">,
  { draft, creditApplied }: { readonly draft: boolean; readonly creditApplied: number },
): { readonly status: InvoiceStatus; readonly paidAt: Date | null; readonly nextChargeAt: Date | null } {
  if (draft) {
    return { status: "draft", paidAt: null, nextChargeAt: null };
  }
  if (invoice.kind === "credit_note") {
    return { status: "issued", paidAt: null, nextChargeAt: null };
  }
  return invoice.gross === creditApplied
    ? { status: "paid", paidAt: invoice.issuedAt, nextChargeAt: null }
    : { status: "open", paidAt: null, nextChargeAt: invoice.nextChargeAt };
}

export type InvoiceRow = {
  id: string;
  billing_account_id: string;
  company_id: string;
  kind: InvoiceKind;
  period_key: string;
  locale: Invoice["locale"];
  number: string | null;
  issued_at: Date;
  issued_on: string;
  due_on: string;
  period_start: string;
  period_end: string;
  currency: string;
  discount: string;
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
  quote_id: string | null;
  credited_invoice_id: string | null;
  credit_reason: string | null;
  silent: boolean;
  status: InvoiceStatus;
  paid_at: Date | null;
  credit_applied: string;
  amount_credited: string;
  amount_paid: string;
  amount_reversed: string;
  charge_hold: Invoice["chargeHold"];
  payment_intent_id: string | null;
  payment_failure: PaymentFailure | null;
  next_charge_at: Date | null;
  mailed_at: Date | null;
  failure_mailed_at: Date | null;
};

/** Dates are read as text: a `date` has no time zone, and the driver would give it one. */
export const INVOICE_SELECT = `id, billing_account_id, company_id, kind, period_key, locale, number, issued_at,
  issued_on::text, due_on::text, period_start::text, period_end::text, currency, discount, net, tax, gross, tax_policy,
  tax_rates, tax_summary, seller, buyer, purchase_order_number, order_id, order_display_id, billing_run_id, quote_id,
  credited_invoice_id, credit_reason, silent, status, paid_at, credit_applied, amount_credited, amount_paid,
  amount_reversed, charge_hold,
  payment_intent_id, payment_failure, next_charge_at, mailed_at, failure_mailed_at`;

export function toInvoice(row: InvoiceRow): Invoice {
  return {
    id: row.id,
    billingAccountId: row.billing_account_id,
    companyId: row.company_id,
    kind: row.kind,
    periodKey: row.period_key,
    locale: row.locale,
    number: row.number,
    issuedAt: row.issued_at,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    currency: row.currency,
    discount: toInteger(row.discount),
    net: toInteger(row.net),
    tax: toInteger(row.tax),
    gross: toInteger(row.gross),
    taxPolicy: row.tax_policy,
    purchaseOrderNumber: row.purchase_order_number,
    orderId: row.order_id,
    orderDisplayId: row.order_display_id,
    billingRunId: row.billing_run_id,
    quoteId: row.quote_id,
    creditedInvoiceId: row.credited_invoice_id,
    creditReason: row.credit_reason,
    silent: row.silent,
    status: row.status,
    paidAt: row.paid_at,
    creditApplied: toInteger(row.credit_applied),
    amountCredited: toInteger(row.amount_credited),
    amountPaid: toInteger(row.amount_paid),
    amountDue: amountDue(row),
    amountReversed: toInteger(row.amount_reversed),
    chargeHold: row.charge_hold,
    paymentIntentId: row.payment_intent_id,
    paymentFailure: row.payment_failure,
    nextChargeAt: row.next_charge_at,
    mailedAt: row.mailed_at,
    failureMailedAt: row.failure_mailed_at,
  };
}

/** A draft will ask for its gross; a credit note and a void invoice ask for nothing. */
function amountDue(row: InvoiceRow): number {
  if (row.kind === "credit_note" || row.status === "void") {
    return 0;
  }
  const settled = toInteger(row.credit_applied) + toInteger(row.amount_credited) + toInteger(row.amount_paid);
  return toInteger(row.gross) - settled;
}
