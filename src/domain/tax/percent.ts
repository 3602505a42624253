import { divideRounded, type Money, money, type RoundingPolicy, readDecimal } from "../money";

/** A tax rate that is no plain percentage from 0 to 100. */
export class TaxRateError extends Error {
  constructor(code: string, ratePercent: string) {
    super(`Tax rate ${code}: "${ratePercent}" is not a percentage from 0 to 100, such as 19 or 8.875.`);
    this.name = "TaxRateError";
  }
}

interface Rate {
  readonly code: string;
  /** Decimal text: never a float on its way to money. */
  readonly ratePercent: string;
}

/** A percentage of an amount, unrounded: `floor` whole coins and `fraction` of one more, as parts of a common whole. */
export interface ExactPercent {
  readonly floor: number;
  /** At least 0; comparable between results of one rate. */
  readonly fraction: bigint;
}

/** `base x ratePercent / 100`, rounded once. @throws TaxRateError */
export function percentOf(base: Money, rate: Rate, rounding: RoundingPolicy): Money {
  const { numerator, denominator } = ratio(base, rate);
  return money(Number(divideRounded(numerator, denominator, rounding)), base.currency);
}

/** `base x ratePercent / 100` with nothing lost; for a negative base the floor is further from zero. */
export function exactPercentOf(base: Money, rate: Rate): ExactPercent {
  const { numerator, denominator } = ratio(base, rate);
  const remainder = ((numerator % denominator) + denominator) % denominator;
  return { floor: Number((numerator - remainder) / denominator), fraction: remainder };
}

function ratio(base: Money, rate: Rate): { numerator: bigint; denominator: bigint } {
  const percent = readDecimal(rate.ratePercent);
  if (percent === null || percent.numerator > 100n * percent.denominator) {
    throw new TaxRateError(rate.code, rate.ratePercent);
  }
  return { numerator: BigInt(base.amount) * percent.numerator, denominator: 100n * percent.denominator };
}
