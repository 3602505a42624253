import { addDays } from "../../../../domain/calendar";
import { decimalMoney, sum } from "../../../../domain/money";
import { returnableUntil } from "../../../../domain/subscription";
import type { Quote, QuotedLine } from "../../../../processes/purchase/quotes/types";
import type * as document from "./document";

/** A quote as the store API shows it. Costs and margins are not in a quote and cannot get here. */
export function quoteDocument(quote: Quote): document.Quote {
  const eachOf = (period: QuotedLine["period"]) =>
    decimalMoney(
      sum(
        quote.lines.filter((line) => line.period === period).map((line) => line.eachPeriod),
        quote.currency,
      ),
    );
  const returnUntil = returnableUntil(quote.createdAt);
  return {
    id: quote.id,
    hash: quote.hash,
    created_at: quote.createdAt.toISOString(),
    expires_at: quote.expiresAt.toISOString(),
    currency: quote.currency,
    billing_day: quote.billingDay,
    tenant: quote.tenant && { kind: quote.tenant.kind, domain: quote.tenant.domain },
    lines: quote.lines.map((line) => lineDocument(line, returnUntil)),
    totals: {
      due_now: {
        net: decimalMoney(quote.dueNow.net),
        tax: decimalMoney(quote.dueNow.tax),
        gross: decimalMoney(quote.dueNow.gross),
      },
      each_month: { net: eachOf("month") },
      each_year: { net: eachOf("year") },
      whole_term: {
        net: decimalMoney(
          sum(
            quote.lines.map((line) => line.wholeTerm),
            quote.currency,
          ),
        ),
      },
    },
    tax: {
      status: quote.tax.status,
      rates: quote.tax.rates.map((rate) => ({ name: rate.name, rate_percent: rate.ratePercent })),
    },
    price_versions: [...new Set(quote.lines.map((line) => line.plan.priceVersion))],
  };
}

function lineDocument(line: QuotedLine, returnUntil: Date): document.QuoteLine {
  const { plan } = line;
  return {
    plan_id: plan.planId,
    variant_id: plan.variantId,
    handle: plan.handle,
    offer_title: plan.offerTitle,
    sku_title: plan.skuTitle,
    term: plan.term,
    billing_plan: plan.billingPlan,
    quantity: line.quantity,
    unit_price: decimalMoney(line.unitPrice),
    due_now: decimalMoney(line.dueNow),
    discount: decimalMoney(line.discount),
    discounts: [...line.discounts],
    each_period: decimalMoney(line.eachPeriod),
    period: line.period,
    charge_count: plan.chargeCount,
    whole_term: decimalMoney(line.wholeTerm),
    first_period: {
      start_on: line.firstPeriod.start,
      end_on: line.firstPeriod.end,
      last_on: addDays(line.firstPeriod.end, -1),
    },
    term_last_on: addDays(line.termEndsOn, -1),
    return_until_at: returnUntil.toISOString(),
    formula: line.formula,
  };
}
