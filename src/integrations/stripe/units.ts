import { minorUnitDigits, money, toDecimalString } from "../../domain/money";
import { reasonOf } from "../../errors/reason-of";

/**
 * Stripe counts some currencies otherwise than ISO 4217: without the coins that ISO lists (MGA), or with two decimals
 * that must be zero (ISK, UGX, kept so for old integrations).
 */
const OWN_DECIMALS: Readonly<Record<string, number>> = { MGA: 0, ISK: 2, UGX: 2 };
/** Three decimals, of which the card networks take two: the last must be zero. */
const LAST_DIGIT_ZERO = 3;

/** What a card can be charged at once, in integer minor units of the currency. */
export type ChargeLimits = {
  /** Null: the least is 0.50 USD at a rate that only Stripe knows; its answer tells. */
  readonly least: number | null;
  readonly most: number;
};

/** Least amounts in Stripe's units, as Stripe lists them by currency of the charge. */
const LEAST: Readonly<Record<string, number>> = {
  AED: 200,
  AUD: 50,
  BGN: 100,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  CZK: 1500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  HUF: 17500,
  INR: 50,
  JPY: 50,
  MXN: 1000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PLN: 200,
  RON: 200,
  SEK: 300,
  SGD: 50,
  THB: 1000,
  USD: 50,
};
/** Eight digits. */
const MOST = 99_999_999;

/** An amount that a card cannot be charged, in words that a customer can read. */
export class CardAmountError extends Error {
  override readonly name = "CardAmountError";
}

/**
 * An amount in ISO minor units as Stripe wants it: ISK 5 is 500, MGA 500 (5.00) is 5, KWD 1230 (1.230) stays.
 *
 * @param currency ISO 4217 code in either case
 * @throws CardAmountError when Stripe cannot express it (KWD 1.234, MGA 5.50): nothing is ever rounded
 */
export function toStripeUnits(amount: number, currency: string): number {
  const code = currency.toUpperCase();
  const units = scaled(amount, stripeDecimals(code) - minorUnitDigits(code));
  if (units === null || (minorUnitDigits(code) === LAST_DIGIT_ZERO && units % 10 !== 0)) {
    throw new CardAmountError(`A card cannot be charged ${inWords(amount, code)}: the amount has too many decimals.`);
  }
  return units;
}

/**
 * What Stripe says, in ISO minor units.
 *
 * @param currency ISO 4217 code in either case
 * @throws CardAmountError for an amount that the currency does not have (ISK 550, which is 5.50)
 */
export function fromStripeUnits(units: number, currency: string): number {
  const code = currency.toUpperCase();
  const amount = scaled(units, minorUnitDigits(code) - stripeDecimals(code));
  if (amount === null) {
    throw new CardAmountError(`Stripe speaks of ${units} ${code}, which is no amount of that currency.`);
  }
  return amount;
}

/** @param currency ISO 4217 code in either case */
export function chargeLimits(currency: string): ChargeLimits {
  const code = currency.toUpperCase();
  const shift = minorUnitDigits(code) - stripeDecimals(code);
  const least = LEAST[code] ?? null;
  return {
    least: least === null ? null : Math.ceil(least * 10 ** shift),
    most: Math.floor(MOST * 10 ** shift),
  };
}

/**
 * Whether a card can be charged the amount; known before a customer is asked for it.
 *
 * @returns null when it can; else what hinders it, with words for the customer
 */
export function cardAmountProblem(
  amount: number,
  currency: string,
): { readonly kind: "too_small" | "too_large" | "decimals"; readonly words: string } | null {
  const code = currency.toUpperCase();
  const { least, most } = chargeLimits(code);
  if (least !== null && amount < least) {
    return { kind: "too_small", words: `A card cannot be charged less than ${inWords(least, code)}.` };
  }
  if (amount > most) {
    return { kind: "too_large", words: `A card cannot be charged more than ${inWords(most, code)} at once.` };
  }
  try {
    toStripeUnits(amount, code);
    return null;
  } catch (error) {
    return { kind: "decimals", words: reasonOf(error) };
  }
}

function stripeDecimals(code: string): number {
  return OWN_DECIMALS[code] ?? minorUnitDigits(code);
}

/** Null when the result is not whole. */
function scaled(amount: number, power: number): number | null {
  if (power >= 0) {
    return amount * 10 ** power;
  }
  const divisor = 10 ** -power;
  return amount % divisor === 0 ? amount / divisor : null;
}

function inWords(amount: number, code: string): string {
  return `${toDecimalString(money(amount, code))} ${code}`;
}
