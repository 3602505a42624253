import { divideRounded, type Money, minorUnitDigits, money, type RoundingPolicy, subtract } from "../money";
import type { PeriodPrice } from "./price";
import { exactSum, ratedParts } from "./rated-parts";

export type RatingInput = {
  readonly price: PeriodPrice;
  readonly currency: string;
  readonly rounding: RoundingPolicy;
  /**
   * Everything used in the period so far, decimal text of at least 0: summed before it is rated (see `totalQuantity`),
   * never rated record by record. Usage that was withdrawn is taken off here.
   */
  readonly quantityToDate: string;
  /** True when the period is over: the minimum is owed only then. */
  readonly isFinal: boolean;
};

/**
 * What a period owes for its whole quantity to date, rounded once.
 * @throws RatingError naming the part of the price or quantity that cannot be used; UnknownCurrencyError
 */
export function rateToDate(input: RatingInput): Money {
  const { price, currency, rounding, quantityToDate, isFinal } = input;
  const amount = exactSum(ratedParts(price, quantityToDate, isFinal));
  const coins = 10n ** BigInt(minorUnitDigits(currency));
  return money(Number(divideRounded(amount.n * coins, amount.d, rounding)), currency);
}

/**
 * What a part of a period adds to what was billed for the earlier parts. Parts of any split add up to the whole period:
 * tiers, free units, minimum and maximum count once. Negative when usage that was billed is withdrawn, or when a larger
 * volume makes all units cheaper.
 */
export function ratePart(input: RatingInput & { readonly billedSoFar: Money }): Money {
  return subtract(rateToDate(input), input.billedSoFar);
}
