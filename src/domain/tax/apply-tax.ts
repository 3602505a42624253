import { add, type Money, money, negate, type RoundingPolicy, sum } from "../money";
import { type ExactPercent, exactPercentOf, percentOf } from "./percent";

/** A tax rate as it was when the document was made; credit notes use the original's snapshot. */
export interface TaxRateSnapshot {
  readonly code: string;
  readonly name: string;
  /** Decimal text: "19", "8.875". */
  readonly ratePercent: string;
  readonly countryCode: string;
  readonly provinceCode: string | null;
}

/** Where tax is rounded. One level for a whole document; stored with it and used again by its credit notes. */
export interface TaxPolicy {
  readonly version: string;
  readonly roundOn: "line" | "document";
  readonly rounding: RoundingPolicy;
}

/** Tax on the sum of the lines, as EN 16931 and most invoice laws expect it. */
export const DOCUMENT_TAX_POLICY: TaxPolicy = { version: "tax-document-1", roundOn: "document", rounding: "half_up" };
/** Tax on each line. */
export const LINE_TAX_POLICY: TaxPolicy = { version: "tax-line-1", roundOn: "line", rounding: "half_up" };
export const DEFAULT_TAX_POLICY = DOCUMENT_TAX_POLICY;

export interface TaxedLine {
  readonly key: string;
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
}

export interface TaxSummaryRow {
  readonly rate: TaxRateSnapshot;
  readonly base: Money;
  readonly tax: Money;
}

export interface TaxResult {
  readonly lines: TaxedLine[];
  /** One row for each rate, in the order of the rates; zero rates included. */
  readonly summary: TaxSummaryRow[];
  /** net + tax = gross always; gross is never rounded on its own. */
  readonly totals: { readonly net: Money; readonly tax: Money; readonly gross: Money };
}

/**
 * Exclusive tax on net lines. All rates apply to all lines, each on the net amount (state and county side by side, no tax
 * on tax). With `roundOn: "document"` the tax of a rate is computed on the sum and shared out to the lines by largest
 * remainder, so the lines always add up to the summary and the summary to the totals.
 * @throws TaxRateError, CurrencyMismatchError; RangeError when there is no line (no currency to tax in)
 */
export function applyTax(
  lines: readonly { readonly key: string; readonly net: Money }[],
  rates: readonly TaxRateSnapshot[],
  policy: TaxPolicy,
): TaxResult {
  const [first] = lines;
  if (first === undefined) {
    throw new RangeError("There is no line to tax.");
  }
  const { currency } = first.net;
  const net = sum(
    lines.map((line) => line.net),
    currency,
  );
  const byRate = rates.map((rate) => ({ rate, taxes: taxesOf(lines, net, rate, policy) }));
  const taxed = lines.map((line, index) => {
    const tax = sum(
      byRate.flatMap(({ taxes }) => taxes.slice(index, index + 1)),
      currency,
    );
    return { key: line.key, net: line.net, tax, gross: add(line.net, tax) };
  });
  const summary = byRate.map(({ rate, taxes }) => ({ rate, base: net, tax: sum(taxes, currency) }));
  const tax = sum(
    summary.map((row) => row.tax),
    currency,
  );
  return { lines: taxed, summary, totals: { net, tax, gross: add(net, tax) } };
}

function taxesOf(
  lines: readonly { readonly net: Money }[],
  net: Money,
  rate: TaxRateSnapshot,
  policy: TaxPolicy,
): Money[] {
  if (policy.roundOn === "line") {
    return lines.map((line) => percentOf(line.net, rate, policy.rounding));
  }
  // A credit is shared out as the mirror image of the charge, so that it gives back what was taken, line by line.
  const mirrored = net.amount < 0;
  const mirror = (amount: Money) => (mirrored ? negate(amount) : amount);
  const total = percentOf(mirror(net), rate, policy.rounding);
  return shareOut(
    total,
    lines.map((line) => exactPercentOf(mirror(line.net), rate)),
  ).map(mirror);
}

/** Each line gets the whole coins below its exact tax; the coins left go to the largest fractions, ties to the earlier. */
function shareOut(total: Money, exact: readonly ExactPercent[]): Money[] {
  const given = exact.reduce((coins, tax) => coins + tax.floor, 0);
  const byFraction = exact
    .map((tax, index) => ({ index, fraction: tax.fraction }))
    .sort((a, b) => (a.fraction === b.fraction ? a.index - b.index : a.fraction > b.fraction ? -1 : 1));
  const topped = new Set(byFraction.slice(0, total.amount - given).map((entry) => entry.index));
  return exact.map((tax, index) => money(tax.floor + (topped.has(index) ? 1 : 0), total.currency));
}
