import { addDays, periodDays } from "../../../domain/calendar";
import { money, moneyDocument } from "../../../domain/money";
import type { SubscriptionEvent } from "../../../domain/subscription";
import type { InvoiceLine } from "../../../modules/billing";
import { discountsDocument } from "./amounts";
import type { EarlierLine } from "./earlier-lines";

/** A line as it is on a document or would be. */
export function lineDocument(line: InvoiceLine, currency: string) {
  const amount = (minor: number) => moneyDocument(money(minor, currency));
  const served = { start: line.periodStart, end: line.periodEnd };
  return {
    id: line.id,
    kind: line.kind,
    description: line.title,
    detail: line.detail,
    formula: line.formula,
    subscription_id: line.subscriptionId,
    period: { start_on: served.start, end_on: served.end, last_on: addDays(served.end, -1), days: periodDays(served) },
    quantity: line.quantity,
    unit_price: amount(line.unitPrice),
    subtotal: amount(line.net + line.discount),
    discount: amount(line.discount),
    discounts: discountsDocument(line),
    net: amount(line.net),
    tax: amount(line.tax),
    total: amount(line.gross),
    tax_codes: line.taxCodes,
    credited_line_id: line.creditedLineId,
  };
}

/** Everything the amount of a line was made from, so that it can be followed by hand. */
export function inputsDocument(
  line: InvoiceLine,
  known: { readonly event: SubscriptionEvent | undefined; readonly earlier: readonly EarlierLine[] },
) {
  const reference = { start: line.referenceStart, end: line.referenceEnd };
  return {
    charge_key: line.chargeKey,
    reference_period: {
      start_on: reference.start,
      end_on: reference.end,
      last_on: addDays(reference.end, -1),
      days: periodDays(reference),
    },
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
      net: moneyDocument(money(earlier.net, earlier.currency)),
    })),
  };
}

/** An event of a subscription's history with its data. */
function eventDocument(event: SubscriptionEvent) {
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
          unit_term_price: moneyDocument(money(event.terms.unitTermPrice, event.terms.currency)),
          term_ends_on: event.termEndsOn,
        }
      : {}),
  };
}
