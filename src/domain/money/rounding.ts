/**
 * How a number that falls between two smallest coins becomes one of them. All four are symmetric around zero, so that
 * a credit of the same quantity is rounded exactly as the charge was.
 *
 * - `half_up`: nearest, a tie goes away from zero
 * - `half_even`: nearest, a tie goes to the even neighbour
 * - `down`: towards zero
 * - `up`: away from zero
 */
export type RoundingPolicy = "half_up" | "half_even" | "down" | "up";

/** An exact ratio of integers; the denominator is positive. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * `numerator / denominator` as an integer under the named rounding, exact at any size.
 * @throws RangeError when the denominator is not positive
 */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: RoundingPolicy): bigint {
  if (denominator <= 0n) {
    throw new RangeError(`A denominator must be positive, got ${denominator}.`);
  }
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const quotient = magnitude / denominator;
  const remainder = magnitude % denominator;
  const rounded = quotient + (awayFromZero(quotient, remainder, denominator, rounding) ? 1n : 0n);
  return negative ? -rounded : rounded;
}

function awayFromZero(quotient: bigint, remainder: bigint, denominator: bigint, rounding: RoundingPolicy): boolean {
  if (remainder === 0n) {
    return false;
  }
  const doubled = remainder * 2n;
  switch (rounding) {
    case "down":
      return false;
    case "up":
      return true;
    case "half_up":
      return doubled >= denominator;
    case "half_even":
      return doubled > denominator || (doubled === denominator && quotient % 2n === 1n);
  }
}
