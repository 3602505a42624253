import { divideRounded, type Money, money, type RoundingPolicy } from "../money";
import { percentOfRate, type TaxRateSnapshot } from "./rate";

/** `base x ratePercent / 100`, rounded once. @throws TaxRateError */
export function percentOf(
  base: Money,
  rate: Pick<TaxRateSnapshot, "code" | "ratePercent" | "treatment">,
  rounding: RoundingPolicy,
): Money {
  const { numerator, denominator } = percentOfRate(rate);
  const product = BigInt(base.amount) * numerator;
  return money(Number(divideRounded(product, 100n * denominator, rounding)), base.currency);
}
