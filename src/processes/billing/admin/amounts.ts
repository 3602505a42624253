import { money, moneyDocument } from "../../../domain/money";
import type { InvoiceLine, NewInvoice } from "../../../modules/billing";

type Amounts = Pick<NewInvoice, "currency" | "discount" | "net" | "tax" | "gross">;

/** The sums of a document before anything is settled. `subtotal` is net before discounts. */
export function totalsDocument(document: Amounts) {
  const amount = (minor: number) => moneyDocument(money(minor, document.currency));
  return {
    subtotal: amount(document.net + document.discount),
    discount: amount(document.discount),
    net: amount(document.net),
    tax: amount(document.tax),
    total: amount(document.gross),
  };
}

/** What was taken off a line, discount by discount, with the exact share of the line's amount before discounts. */
export function discountsDocument(line: Pick<InvoiceLine, "discounts">) {
  return line.discounts.map((discount) => ({
    id: discount.discountId,
    name: discount.name,
    in_words: discount.inWords,
    share: `${discount.numerator}/${discount.denominator}`,
    amount: moneyDocument(discount.amount),
  }));
}

/** Base and tax by rate. */
export function taxSummaryDocument(document: Pick<NewInvoice, "currency" | "taxSummary">) {
  return document.taxSummary.map(({ rate, base, tax }) => ({
    code: rate.code,
    name: rate.name,
    rate_percent: rate.ratePercent,
    treatment: rate.treatment ?? "standard",
    note: rate.note ?? null,
    base: moneyDocument(money(base, document.currency)),
    tax: moneyDocument(money(tax, document.currency)),
  }));
}
