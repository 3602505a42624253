import { minorUnitDigits } from "./currency";
import { divideRounded, divideSafeIntegers, type Fraction, type RoundingPolicy } from "./rounding";

/** An exact amount: an integer number of the currency's smallest coin, negative for money owed to the customer. */
export type Money = {
  readonly amount: number;
  readonly currency: string;
};

/** Two amounts of different currencies met in one calculation. */
export class CurrencyMismatchError extends Error {
  constructor(left: string, right: string) {
    super(`Cannot combine ${left} with ${right}: convert explicitly first.`);
    this.name = "CurrencyMismatchError";
  }
}

/** An amount is beyond what can be reckoned exactly: 2^53 minor units. */
export class AmountTooLargeError extends RangeError {
  constructor(value: number) {
    super(`An amount of money must be a whole number of minor units within ±2^53, got ${value}.`);
    this.name = "AmountTooLargeError";
  }
}

/**
 * An amount in minor units (cents for USD, whole yen for JPY).
 * @throws AmountTooLargeError when the amount is not a safe integer
 * @throws UnknownCurrencyError
 */
export function money(amountMinor: number, currency: string): Money {
  minorUnitDigits(currency);
  return { amount: safeInteger(amountMinor), currency };
}

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { amount: safeInteger(a.amount + b.amount), currency: a.currency };
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { amount: safeInteger(a.amount - b.amount), currency: a.currency };
}

/** The sum of a list; an empty list is zero of the given currency. */
export function sum(list: readonly Money[], currency: string): Money {
  return list.reduce((total, item) => add(total, item), money(0, currency));
}

export function negate(a: Money): Money {
  return { amount: safeInteger(-a.amount), currency: a.currency };
}

export function isZero(a: Money): boolean {
  return a.amount === 0;
}

export function isNegative(a: Money): boolean {
  return a.amount < 0;
}

/** -1, 0 or 1, as array sorting wants it. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  if (a.amount === b.amount) {
    return 0;
  }
  return a.amount < b.amount ? -1 : 1;
}

/** Price of `quantity` units; the quantity is a (possibly negative) integer. */
export function times(a: Money, quantity: number): Money {
  if (!Number.isSafeInteger(quantity)) {
    throw new RangeError(`A quantity must be a whole number, got ${quantity}.`);
  }
  // A product that is a safe integer is exact; one that had to be rounded is not safe and is refused.
  return { amount: safeInteger(a.amount * quantity), currency: a.currency };
}

/** `m x numerator / denominator`, multiplied first and rounded once, exact at any size. */
export function multiplyFraction(m: Money, fraction: Fraction, rounding: RoundingPolicy): Money {
  const { numerator, denominator } = fraction;
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator)) {
    throw new RangeError(`A fraction needs whole numbers, got ${numerator}/${denominator}.`);
  }
  const product = m.amount * numerator;
  const amount = Number.isSafeInteger(product)
    ? divideSafeIntegers(product, denominator, rounding)
    : Number(divideRounded(BigInt(m.amount) * BigInt(numerator), BigInt(denominator), rounding));
  return { amount: safeInteger(amount), currency: m.currency };
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new CurrencyMismatchError(a.currency, b.currency);
  }
}

function safeInteger(value: number): number {
  if (!Number.isSafeInteger(value)) {
    throw new AmountTooLargeError(value);
  }
  // Adding zero turns -0 into 0, so that equal amounts are equal under Object.is as well.
  return value + 0;
}
