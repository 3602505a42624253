import type { InvoiceDetail } from "../../../modules/billing";
import { type DocumentFormat, type DocumentWords, hasVat, taxNoteOf } from "../words";
import type { PrintedDocument, TotalRow } from "./model";

/** Tax by rate with the amounts it is taken of, and the legal words about rates that charge nothing. */
export function taxBlock(
  document: InvoiceDetail,
  words: DocumentWords,
  format: DocumentFormat,
): PrintedDocument["tax"] {
  const notes = document.taxSummary.map(({ rate }) => taxNoteOf(rate, words)).filter((note) => note !== null);
  return {
    headings: { name: words.taxName, rate: words.rate, base: words.base, tax: words.taxAmount },
    rows: document.taxSummary.map(({ rate, base, tax }) => ({
      name: rate.name,
      rate: format.percent(rate.ratePercent),
      base: format.figure(base, document.currency),
      tax: format.figure(tax, document.currency),
    })),
    notes: [...new Set(notes)],
  };
}

/** From the sum of the lines down to what is to be paid. */
export function totalRows(document: InvoiceDetail, words: DocumentWords, format: DocumentFormat): TotalRow[] {
  const { currency } = document;
  const isCredit = document.kind === "credit_note";
  const row = (label: string, amount: number, strong = false): TotalRow => ({
    label,
    value: strong ? format.amount(amount, currency) : format.figure(amount, currency),
    strong,
  });
  const deduction = (label: string, amount: number) => (amount === 0 ? [] : [row(label, -amount)]);
  const discounted =
    document.discount === 0
      ? []
      : [row(words.subtotal, document.net + document.discount), ...deduction(words.discounts, document.discount)];
  const sum = [
    ...discounted,
    row(words.net, document.net),
    row(hasVat(document.seller.countryCode) ? words.vat : words.tax, document.tax),
  ];
  if (isCredit || document.status === "draft") {
    return [...sum, row(isCredit ? words.totalCredit : words.total, document.gross, true)];
  }
  return [
    ...sum,
    row(words.total, document.gross, true),
    ...deduction(words.creditApplied, document.creditApplied),
    ...deduction(words.alreadyCredited, document.amountCredited),
    ...deduction(words.alreadyPaid, document.amountPaid),
    row(words.amountDue, document.amountDue, true),
  ];
}
