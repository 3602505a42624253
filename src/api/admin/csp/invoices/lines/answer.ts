import { addDays, periodDays, type ServicePeriod } from "../../../../../domain/calendar";
import { decimalMoney, money } from "../../../../../domain/money";
import type { SubscriptionEvent } from "../../../../../domain/subscription";
import type { EarlierLine, InvoiceLine, NewInvoice } from "../../../../../modules/billing";
import type * as document from "./document";

type Amounts = Pick<NewInvoice, "currency" | "discount" | "net" | "tax" | "gross">;

/** The sums of a document before anything is settled. `subtotal` is net before discounts. */
export function totalsDocument(invoice: Amounts): document.Totals {
  const amount = (minor: number) => decimalMoney(money(minor, invoice.currency));
  return {
    subtotal: amount(invoice.net + invoice.discount),
    discount: amount(invoice.discount),
    net: amount(invoice.net),
    tax: amount(invoice.tax),
    total: amount(invoice.gross),
  };
}

/** Base and tax by rate. */
export function taxSummaryDocument({
  currency,
  taxSummary,
}: Pick<NewInvoice, "currency" | "taxSummary">): document.TaxRow[] {
  return taxSummary.map(({ rate, base, tax }) => ({
    code: rate.code,
    name: rate.name,
    rate_percent: rate.ratePercent,
    treatment: rate.treatment ?? "standard",
    note: rate.note ?? null,
    base: decimalMoney(money(base, currency)),
    tax: decimalMoney(money(tax, currency)),
  }));
}

/** A half-open period with its last day. */
export function periodDocument({ start, end }: ServicePeriod) {
  return { start_on: start, end_on: end, last_on: addDays(end, -1) };
}

/** A line as it is on a document or would be. */
export function lineDocument(line: InvoiceLine, currency: string): document.InvoiceLine {
  const amount = (minor: number) => decimalMoney(money(minor, currency));
  const served = { start: line.periodStart, end: line.periodEnd };
  return {
    id: line.id,
    kind: line.kind,
    description: line.title,
    detail: line.detail,
    formula: line.formula,
    subscription_id: line.subscriptionId,
    period: { ...periodDocument(served), days: periodDays(served) },
    quantity: line.quantity,
    unit_price: amount(line.unitPrice),
    subtotal: amount(line.net + line.discount),
    discount: amount(line.discount),
    discounts: line.discounts.map((discount) => ({
      id: discount.discountId,
      name: discount.name,
      in_words: discount.inWords,
      share: `${discount.numerator}/${discount.denominator}`,
      amount: decimalMoney(discount.amount),
    })),
    net: amount(line.net),
    tax: amount(line.tax),
    total: amount(line.gross),
    tax_codes: line.taxRates?.map((rate) => rate.code) ?? line.taxCodes,
    purchase_order_number: line.purchaseOrderNumber,
    credited_line_id: line.creditedLineId,
  };
}

/** Everything the amount of a line was made from, so that it can be followed by hand. */
export function inputsDocument(
  line: InvoiceLine,
  known: { readonly event: SubscriptionEvent | undefined; readonly earlier: readonly EarlierLine[] },
): document.LineInputs {
  const reference = { start: line.referenceStart, end: line.referenceEnd };
  return {
    charge_key: line.chargeKey,
    reference_period: { ...periodDocument(reference), days: periodDays(reference) },
    factor: `${line.factorNumerator}/${line.factorDenominator}`,
    policy_version: line.policyVersion,
    source_event: known.event ? eventDocument(known.event) : { id: line.sourceEventId },
    earlier_lines: known.earlier.map((earlier) => ({
      invoice_id: earlier.invoiceId,
      number: earlier.number,
      issued_on: earlier.issuedOn,
      charge_key: earlier.chargeKey,
      kind: earlier.kind,
      formula: earlier.formula,
      net: decimalMoney(money(earlier.net, earlier.currency)),
    })),
  };
}

/** An event of a subscription's history with its data. */
function eventDocument(event: SubscriptionEvent): document.SourceEvent {
  return {
    id: event.id,
    type: event.type,
    sequence: event.sequence,
    on: event.on,
    ...("quantity" in event ? { quantity: event.quantity } : {}),
    ...("terms" in event
      ? {
          term: event.terms.term,
          billing_plan: event.terms.billingPlan,
          price_version: event.terms.priceVersion,
          unit_term_price: decimalMoney(money(event.terms.unitTermPrice, event.terms.currency)),
          term_ends_on: event.termEndsOn,
        }
      : {}),
  };
}
