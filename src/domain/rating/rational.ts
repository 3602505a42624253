import { readDecimal } from "../money";
import { RatingError } from "./price";

/** An exact decimal: the denominator is a power of ten. Quantities and prices are at least 0. */
export type Rational = {
  readonly n: bigint;
  readonly d: bigint;
};

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

/** @throws RatingError naming the field when the text is no plain decimal of at least 0 */
export function rational(field: string, text: string): Rational {
  const decimal = readDecimal(text);
  if (decimal === null) {
    throw new RatingError(field, `"${text}" is not a plain decimal of at least 0, such as 0.005.`);
  }
  return { n: decimal.numerator, d: decimal.denominator };
}

export const plus = (a: Rational, b: Rational): Rational => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const minus = (a: Rational, b: Rational): Rational => ({ n: a.n * b.d - b.n * a.d, d: a.d * b.d });
export const multiplied = (a: Rational, b: Rational): Rational => ({ n: a.n * b.n, d: a.d * b.d });
export const isLess = (a: Rational, b: Rational): boolean => a.n * b.d < b.n * a.d;
export const smaller = (a: Rational, b: Rational): Rational => (isLess(a, b) ? a : b);

/** The number of started wholes of `size` in `a`. */
export function wholesStarted(a: Rational, size: Rational): Rational {
  const dividend = a.n * size.d;
  const divisor = a.d * size.n;
  return { n: (dividend + divisor - 1n) / divisor, d: 1n };
}

/** Decimal text without needless zeros: `12.5`, `-0.03`, `7`. */
export function inWords({ n, d }: Rational): string {
  const decimals = d.toString().length - 1;
  const digits = (n < 0n ? -n : n).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(whole.length).replace(/0+$/, "");
  return `${n < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
