import type { Money } from "./money";

/**
 * Splits a total by weights so that the parts add up to the total exactly (largest remainder method). Coins that are
 * left after rounding towards zero go to the largest remainders, ties to the earlier part: the same input always gives
 * the same answer. A negative total is split as its mirror image.
 * @throws RangeError when there is no weight, a weight is negative or not whole, or all weights are zero
 */
export function allocate(total: Money, weights: readonly number[]): Money[] {
  const weightSum = checkedSum(weights);
  const sign = total.amount < 0 ? -1 : 1;
  const magnitude = BigInt(Math.abs(total.amount));
  const parts = weights.map((weight) => {
    const product = magnitude * BigInt(weight);
    return { share: product / weightSum, remainder: product % weightSum };
  });
  let left = magnitude - parts.reduce((given, part) => given + part.share, 0n);
  // Sorting keeps the order of equal remainders.
  const byRemainder = [...parts].sort((a, b) => (a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : 0));
  for (const part of byRemainder) {
    if (left === 0n) {
      break;
    }
    part.share += 1n;
    left -= 1n;
  }
  return parts.map((part) => ({ amount: sign * Number(part.share) + 0, currency: total.currency }));
}

function checkedSum(weights: readonly number[]): bigint {
  let weightSum = 0n;
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) {
      throw new RangeError(`A weight must be a whole number of at least 0, got ${weight}.`);
    }
    weightSum += BigInt(weight);
  }
  if (weightSum === 0n) {
    throw new RangeError("At least one weight must be greater than 0.");
  }
  return weightSum;
}
