import type { InvoiceLine } from "../types";
import type { CopyValue } from "./copy-rows";
import { toInteger } from "./numbers";

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
  "discount",
  "discounts",
  "net",
  "tax",
  "gross",
  "policy_version",
  "source_event_id",
  "term_event_id",
  "tax_codes",
  "tax_rates",
  "purchase_order_number",
  "credited_line_id",
] as const;

/** Values in the order of LINE_COLUMNS. */
export function lineValues(invoiceId: string, line: InvoiceLine): CopyValue[] {
  return [
    line.id,
    invoiceId,
    line.position,
    line.chargeKey,
    line.subscriptionId,
    line.kind,
    line.title,
    line.detail,
    line.formula,
    line.periodStart,
    line.periodEnd,
    line.referenceStart,
    line.referenceEnd,
    line.quantity,
    line.unitPrice,
    line.factorNumerator,
    line.factorDenominator,
    line.discount,
    line.discounts.length === 0 ? null : { json: line.discounts },
    line.net,
    line.tax,
    line.gross,
    line.policyVersion,
    line.sourceEventId,
    line.termEventId,
    line.taxCodes,
    line.taxRates === null ? null : { json: line.taxRates },
    line.purchaseOrderNumber,
    line.creditedLineId,
  ];
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
  discount: string;
  discounts: InvoiceLine["discounts"] | null;
  net: string;
  tax: string;
  gross: string;
  policy_version: string;
  source_event_id: string;
  term_event_id: string;
  tax_codes: string[] | null;
  tax_rates: InvoiceLine["taxRates"];
  purchase_order_number: string | null;
  credited_line_id: string | null;
};

export const LINE_SELECT = `id, position, charge_key, subscription_id, kind, title, detail, formula, period_start::text,
  period_end::text, reference_start::text, reference_end::text, quantity, unit_price, factor_numerator,
  factor_denominator, discount, discounts, net, tax, gross, policy_version, source_event_id, term_event_id,
  tax_codes, tax_rates, purchase_order_number, credited_line_id`;

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
    discount: toInteger(row.discount),
    discounts: row.discounts ?? [],
    net: toInteger(row.net),
    tax: toInteger(row.tax),
    gross: toInteger(row.gross),
    policyVersion: row.policy_version,
    sourceEventId: row.source_event_id,
    termEventId: row.term_event_id,
    taxCodes: row.tax_codes,
    taxRates: row.tax_rates,
    purchaseOrderNumber: row.purchase_order_number,
    creditedLineId: row.credited_line_id,
  };
}
