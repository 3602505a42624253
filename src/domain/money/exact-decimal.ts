const DECIMAL = /^(\d+)(?:\.(\d+))?$/;

/** A decimal of at least 0 with nothing lost: `numerator / denominator`, the denominator a power of ten. */
export type ExactDecimal = {
  readonly numerator: bigint;
  readonly denominator: bigint;
};

/** Reads a plain decimal of at least 0 with any number of decimals; null for a sign, exponent, grouping, blank or NaN. */
export function readDecimal(text: string): ExactDecimal | null {
  const match = DECIMAL.exec(text);
  if (match === null) {
    return null;
  }
  const [, whole = "", decimals = ""] = match;
  return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) };
}
