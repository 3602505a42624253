import { divideRounded, divideSafeIntegers } from "../money";

/** A whole number, exact: a plain one while it is a safe integer, which is usual and several times faster. */
type Whole = number | bigint;

/** An exact part of a whole, from 0 to 1, in lowest terms. */
export type Share = {
  readonly numerator: Whole;
  readonly denominator: Whole;
};

/** @throws RangeError when the part is no part: below 0, or more than the whole */
export function shareOf(part: Whole, whole: Whole): Share {
  if (part < 0 || whole <= 0 || part > whole) {
    throw new RangeError(`A share must lie between 0 and 1, got ${part}/${whole}.`);
  }
  if (typeof part === "number" && typeof whole === "number") {
    const divisor = plainCommonDivisor(whole, part);
    return { numerator: part / divisor, denominator: whole / divisor };
  }
  const divisor = commonDivisor(BigInt(whole), BigInt(part));
  return { numerator: lean(BigInt(part) / divisor), denominator: lean(BigInt(whole) / divisor) };
}

/**
 * A stored share.
 * @throws RangeError, SyntaxError when the texts are not two whole numbers that make a share
 */
export function readShare(numerator: string, denominator: string): Share {
  return shareOf(lean(BigInt(numerator)), lean(BigInt(denominator)));
}

/** The share of a share. */
export function times(a: Share, b: Share): Share {
  return shareOf(multiply(a.numerator, b.numerator), multiply(a.denominator, b.denominator));
}

/** What a share leaves of another. @throws RangeError when it is the larger one */
export function less(a: Share, b: Share): Share {
  const part = multiply(a.numerator, b.denominator);
  const taken = multiply(b.numerator, a.denominator);
  return shareOf(minus(part, taken), multiply(a.denominator, b.denominator));
}

/** The share `a` as a part of the share `b`. @throws RangeError when it is the larger one */
export function over(a: Share, b: Share): Share {
  return shareOf(multiply(a.numerator, b.denominator), multiply(a.denominator, b.numerator));
}

/** The share of an amount in minor units, rounded half up; of a negative amount the mirror image. */
export function takeShare(amount: number, { numerator, denominator }: Share): number {
  const product = multiply(amount, numerator);
  return typeof product === "number" && typeof denominator === "number"
    ? divideSafeIntegers(product, denominator, "half_up")
    : Number(divideRounded(BigInt(product), BigInt(denominator), "half_up"));
}

function multiply(a: Whole, b: Whole): Whole {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    return Number.isSafeInteger(product) ? product : BigInt(a) * BigInt(b);
  }
  return BigInt(a) * BigInt(b);
}

function minus(a: Whole, b: Whole): Whole {
  return typeof a === "number" && typeof b === "number" ? a - b : BigInt(a) - BigInt(b);
}

function lean(whole: bigint): Whole {
  return whole <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(whole) : whole;
}

function plainCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : plainCommonDivisor(b, a % b);
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}
