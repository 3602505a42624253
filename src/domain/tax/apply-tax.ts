import type { ExactDecimal, Money } from "../money";
import type { TaxPolicy } from "./policy";
import type { TaxRateSnapshot } from "./rate";
import { type Bearer, type TaxMethod, taxDocument } from "./tax-document";
import type { TaxResult } from "./tax-result";

/**
 * Exclusive tax on net lines. A line bears its own rates when it has some (an empty list: none), else the document's.
 * Each rate is taken from the net (state and county side by side, no tax on tax). With `roundOn: "document"` the tax of
 * a rate is computed on the sum of the lines that bear it and shared out to them by largest remainder, so the lines
 * always add up to the summary and the summary to the totals.
 * @throws TaxRateError, CurrencyMismatchError; RangeError when there is no line (no currency to tax in)
 */
export function applyTax(
  lines: readonly {
    readonly key: string;
    readonly net: Money;
    readonly rates?: readonly TaxRateSnapshot[] | undefined;
  }[],
  rates: readonly TaxRateSnapshot[],
  policy: TaxPolicy,
): TaxResult {
  const inputs = lines.map((line) => ({ key: line.key, amount: line.net, rates: line.rates }));
  return taxDocument(inputs, rates, policy, EXCLUSIVE);
}

const EXCLUSIVE: TaxMethod = {
  pricesContainTax: false,
  exactTaxes: (bearers: readonly Bearer[], percent: ExactDecimal) => ({
    parts: bearers.map(({ amount }) => BigInt(amount.amount) * percent.numerator),
    whole: 100n * percent.denominator,
  }),
};
