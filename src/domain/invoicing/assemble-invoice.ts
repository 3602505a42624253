import type { ServicePeriod } from "../calendar";
import { earlierDate, laterDate } from "../calendar";
import { add, CurrencyMismatchError, type Money, money, sum } from "../money";
import {
  applyTax,
  type LineTax,
  type TaxPolicy,
  type TaxRateSnapshot,
  type TaxResult,
  type TaxSummaryRow,
} from "../tax";
import { taxSummaryOf } from "./tax-summary";

/** What an invoice needs to know of a line; a `ChargeLine` fits, so does any other service's line. */
export type InvoiceableLine = {
  readonly key: string;
  readonly subscriptionId: string;
  readonly period: ServicePeriod;
  /** After discounts, before tax, signed. */
  readonly net: Money;
  /** What discounts took off, sign of the line; nothing when absent. */
  readonly discount?: Money;
  /** The line's own tax rates; those of the document when absent. */
  readonly rates?: readonly TaxRateSnapshot[];
  /** Its tax, where it is decided already: what gives back bears the coins of what it gives back. */
  readonly tax?: Money;
  readonly taxes?: readonly LineTax[];
};

/** A line with its tax. */
export type InvoiceDraftLine<Line extends InvoiceableLine> = Line & {
  readonly tax: Money;
  readonly gross: Money;
};

/** An invoice before it has a number. */
export type InvoiceDraft<Line extends InvoiceableLine = InvoiceableLine> = {
  /** `credit` when the company is owed money, `zero` when nothing is owed either way. */
  readonly balance: "charge" | "credit" | "zero";
  readonly currency: string;
  readonly lines: InvoiceDraftLine<Line>[];
  readonly taxSummary: TaxSummaryRow[];
  readonly totals: { readonly discount: Money; readonly net: Money; readonly tax: Money; readonly gross: Money };
  /** From the first to the last day served by any line, `[start, end)`; null without lines. */
  readonly period: ServicePeriod | null;
  readonly taxPolicyVersion: string;
};

/**
 * One invoice over all lines of a billing account. Lines are ordered by subscription, then by the day they begin, then
 * by key, so the same lines in any order give the same document. Lines in the customer's favour stay negative.
 * @throws CurrencyMismatchError when a line is in another currency; RangeError when a key occurs twice
 */
export function assembleInvoice<Line extends InvoiceableLine>(input: {
  readonly currency: string;
  readonly lines: readonly Line[];
  readonly rates: readonly TaxRateSnapshot[];
  readonly taxPolicy: TaxPolicy;
}): InvoiceDraft<Line> {
  const { currency, rates, taxPolicy } = input;
  const ordered = [...input.lines].sort(byDocumentOrder);
  checkLines(ordered, currency);
  const taxed = taxOf(ordered, { currency, rates, taxPolicy });
  const discounts = ordered.flatMap((line) => line.discount ?? []);
  return {
    balance: balanceOf(taxed.totals.gross),
    currency,
    lines: ordered.map((line, index) => {
      const { tax, gross } = taxed.lines[index] ?? { tax: money(0, currency), gross: line.net };
      return { ...line, tax, gross };
    }),
    taxSummary: taxed.summary,
    totals: { discount: sum(discounts, currency), ...taxed.totals },
    period: span(ordered),
    taxPolicyVersion: taxPolicy.version,
  };
}

/** Lines whose tax is decided keep it; without one, all are taxed together. */
function taxOf(
  lines: readonly InvoiceableLine[],
  { currency, rates, taxPolicy }: { currency: string; rates: readonly TaxRateSnapshot[]; taxPolicy: TaxPolicy },
): Pick<TaxResult, "lines" | "summary" | "totals"> {
  const decided = lines.flatMap(({ key, net, tax, taxes }) =>
    tax === undefined || taxes === undefined ? [] : [{ key, net, tax, gross: add(net, tax), taxes }],
  );
  if (decided.length < lines.length) {
    return applyTax(lines, rates, taxPolicy);
  }
  const total = (part: "net" | "tax" | "gross") =>
    sum(
      decided.map((line) => line[part]),
      currency,
    );
  return {
    lines: decided,
    summary: taxSummaryOf(decided, currency),
    totals: { net: total("net"), tax: total("tax"), gross: total("gross") },
  };
}

function byDocumentOrder(a: InvoiceableLine, b: InvoiceableLine): number {
  return byText(a.subscriptionId, b.subscriptionId) || byText(a.period.start, b.period.start) || byText(a.key, b.key);
}

function byText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function checkLines(lines: readonly InvoiceableLine[], currency: string): void {
  const keys = new Set<string>();
  for (const line of lines) {
    if (line.net.currency !== currency) {
      throw new CurrencyMismatchError(currency, line.net.currency);
    }
    if (keys.has(line.key)) {
      throw new RangeError(`The line ${line.key} occurs twice: the same thing would be billed twice.`);
    }
    keys.add(line.key);
  }
}

function balanceOf(gross: Money): InvoiceDraft["balance"] {
  if (gross.amount === 0) {
    return "zero";
  }
  return gross.amount > 0 ? "charge" : "credit";
}

function span(lines: readonly InvoiceableLine[]): ServicePeriod | null {
  return lines.reduce<ServicePeriod | null>(
    (whole, { period }) =>
      whole === null
        ? period
        : { start: earlierDate(whole.start, period.start), end: laterDate(whole.end, period.end) },
    null,
  );
}
