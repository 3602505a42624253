/**
 * How a number that falls between two smallest coins becomes one of them. All are symmetric around zero, so that a
 * credit of the same quantity is rounded exactly as the charge was.
 *
 * - `half_up`: nearest, a tie goes away from zero
 * - `half_down`: nearest, a tie goes towards zero
 * - `half_even`: nearest, a tie goes to the even neighbour
 * - `down`: towards zero
 * - `up`: away from zero
 */
export type RoundingPolicy = "half_up" | "half_down" | "half_even" | "down" | "up";

/** An exact ratio of integers; the denominator is positive. */
export type Fraction = {
  readonly numerator: number;
  readonly denominator: number;
};

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
  const away = isRoundedAway(remainder, denominator - remainder, quotient % 2n === 1n, rounding);
  const rounded = away ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

/**
 * The same for whole numbers within ±2^53, without big integers: several times faster.
 * @throws RangeError when one of them is not a safe integer or the denominator is not positive
 */
export function divideSafeIntegers(numerator: number, denominator: number, rounding: RoundingPolicy): number {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError(`Whole numbers and a positive denominator are needed, got ${numerator}/${denominator}.`);
  }
  const magnitude = Math.abs(numerator);
  // The remainder is exact, and so is the quotient of what is left; a quotient taken first could be rounded up.
  const remainder = magnitude % denominator;
  const quotient = (magnitude - remainder) / denominator;
  const away = isRoundedAway(remainder, denominator - remainder, quotient % 2 === 1, rounding);
  const rounded = away ? quotient + 1 : quotient;
  // Taken from 0, because the negative of 0 is a different number.
  return numerator < 0 ? 0 - rounded : rounded;
}

/**
 * @param below distance to the integer towards zero, 0 for an exact quotient
 * @param above distance to the next integer away from zero, in the same unit
 * @param isOdd whether the integer towards zero is odd
 */
function isRoundedAway<N extends number | bigint>(
  below: N,
  above: N,
  isOdd: boolean,
  rounding: RoundingPolicy,
): boolean {
  if (!below) {
    return false;
  }
  switch (rounding) {
    case "down":
      return false;
    case "up":
      return true;
    case "half_up":
      return below >= above;
    case "half_down":
      return below > above;
    case "half_even":
      return below > above || (below === above && isOdd);
  }
}
