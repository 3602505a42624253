import type { InvoiceLine } from "../types";
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
  "net",
  "tax",
  "gross",
  "policy_version",
  "source_event_id",
] as const;

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
