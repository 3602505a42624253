import type { InvoiceDetail, InvoiceLine } from "../../../modules/billing";
import {
  amountBeforeDiscounts,
  type DocumentFormat,
  type DocumentWords,
  lineFormula,
  ratesOfLine,
  seatPriceOf,
} from "../words";
import type { Labelled, LineRow } from "./model";

const PERCENTAGE = /^(\d+(?:\.\d+)?) ?%$/;

/** One line of the table, of a document with the signs it is printed with. */
export function lineRow(
  line: InvoiceLine,
  document: InvoiceDetail,
  words: DocumentWords,
  format: DocumentFormat,
): LineRow {
  const { currency } = document;
  const discounts = discountsOf(line, currency, words, format);
  const isProduct = seatPriceOf(line, currency) !== null;
  return {
    title: line.title,
    notes: notesOf(line, document, words, format),
    quantity: isProduct ? format.count(line.quantity) : "",
    unitPrice: isProduct ? format.figure(line.unitPrice, currency) : "",
    before: discounts.length === 0 ? null : format.figure(amountBeforeDiscounts(line), currency),
    discounts,
    net: format.figure(line.net, currency),
  };
}

/** What it is for, when, and how it was calculated and is taxed. The detail is stored in the document's language. */
function notesOf(line: InvoiceLine, document: InvoiceDetail, words: DocumentWords, format: DocumentFormat): string[] {
  const period = format.period({ start: line.periodStart, end: line.periodEnd });
  // The formula of a whole period ends with the period, which stands on its own line here.
  const formula = lineFormula(line, document.currency, words, format)?.replace(`, ${period}`, "") ?? "";
  const rates = ratesInWords(line, document, format);
  // Where all lines share one, it stands in the head of the document.
  const order =
    line.purchaseOrderNumber === null || document.purchaseOrderNumber !== null
      ? ""
      : `${words.purchaseOrder} ${line.purchaseOrderNumber}`;
  return [line.detail, `${words.servicePeriod} ${period}`, formula, order, rates].filter((text) => text !== "");
}

/** Only where lines of one document differ in it: the summary says it for all of them otherwise. */
function ratesInWords(line: InvoiceLine, document: InvoiceDetail, format: DocumentFormat): string {
  if (document.lines.every((other) => other.taxCodes === null && other.taxRates === null)) {
    return "";
  }
  return ratesOfLine(line, document.taxRates)
    .map((rate) => `${rate.name} ${format.percent(rate.ratePercent)}`)
    .join(" + ");
}

function discountsOf(line: InvoiceLine, currency: string, words: DocumentWords, format: DocumentFormat): Labelled[] {
  return line.discounts
    .filter((one) => one.amount.amount !== 0)
    .map((one) => ({
      label: words.discount(nameWithPercentage(one, format)),
      value: format.figure(-one.amount.amount, currency),
    }));
}

/** A percentage says what the figure beside it cannot; an amount would only say it twice. */
function nameWithPercentage(discount: { name: string; inWords: string }, format: DocumentFormat): string {
  const percent = PERCENTAGE.exec(discount.inWords)?.[1];
  return percent === undefined ? discount.name : `${discount.name} (${format.percent(percent)})`;
}
