import type { ExactDecimal, Money } from "../money";
import type { TaxPolicy } from "./policy";
import type { TaxRateSnapshot } from "./rate";
import { type Bearer, type TaxMethod, taxDocument } from "./tax-document";
import type { TaxResult } from "./tax-result";

/**
 * Tax that prices already contain. Rates side by side share one divisor: at 6 % and 1 %, a price of 107 holds a net of
 * 100, 6 and 1. Tax is what is rounded, where the policy says; net is the price less tax, so that net + tax = gross on
 * each line and in total. A line bears its own rates when it has some (an empty list: none), else the document's.
 * @throws TaxRateError, CurrencyMismatchError; RangeError when there is no line (no currency to tax in)
 */
export function applyInclusiveTax(
  lines: readonly {
    readonly key: string;
    readonly gross: Money;
    readonly rates?: readonly TaxRateSnapshot[] | undefined;
  }[],
  rates: readonly TaxRateSnapshot[],
  policy: TaxPolicy,
): TaxResult {
  const inputs = lines.map((line) => ({ key: line.key, amount: line.gross, rates: line.rates }));
  return taxDocument(inputs, rates, policy, INCLUSIVE);
}

const INCLUSIVE: TaxMethod = {
  pricesContainTax: true,
  exactTaxes: (bearers: readonly Bearer[], percent: ExactDecimal) => {
    const shares = bearers.map((bearer) => ({ bearer, share: shareOfPrice(bearer.percents, percent) }));
    // Lines with the same rates have the same divisor; there are few different ones on a document.
    const divisors = new Set(shares.map(({ share }) => share.denominator));
    const whole = [...divisors].reduce((product, divisor) => product * divisor, 1n);
    return {
      parts: shares.map(
        ({ bearer, share }) => BigInt(bearer.amount.amount) * share.numerator * (whole / share.denominator),
      ),
      whole,
    };
  },
};

/** `percent / (100 + all percents)`. */
function shareOfPrice(percents: readonly ExactDecimal[], percent: ExactDecimal): ExactDecimal {
  const unit = percents.reduce((product, { denominator }) => product * denominator, 1n);
  const units = ({ numerator, denominator }: ExactDecimal) => numerator * (unit / denominator);
  return {
    numerator: units(percent),
    denominator: percents.reduce((total, each) => total + units(each), 100n * unit),
  };
}
