import { divideRounded } from "../money";
import type { TaxPolicy } from "./policy";

/**
 * Rounds what one rate takes from each of its lines, where the policy says: each part on its own, or their sum, which
 * is then shared out so that the coins add up to it.
 * @param parts unrounded, in the order of the lines
 * @param whole how many parts make a coin
 * @returns coins, in the order of the parts
 */
export function roundTaxes(parts: readonly bigint[], whole: bigint, policy: TaxPolicy): number[] {
  if (policy.roundOn === "line") {
    return parts.map((part) => Number(divideRounded(part, whole, policy.rounding)));
  }
  const exact = parts.reduce((sum, part) => sum + part, 0n);
  if (exact < 0n) {
    // A credit is shared out as the mirror image of the charge, so that it gives back what was taken, line by line.
    const mirrored = parts.map((part) => -part);
    return shareOut(mirrored, whole, divideRounded(-exact, whole, policy.rounding)).map((coins) => 0 - coins);
  }
  return shareOut(parts, whole, divideRounded(exact, whole, policy.rounding));
}

/** Each gets the whole coins below its part; the coins left go to the largest fractions, ties to the earlier. */
function shareOut(parts: readonly bigint[], whole: bigint, total: bigint): number[] {
  const shares = parts.map((part, index) => {
    const fraction = ((part % whole) + whole) % whole;
    return { index, coins: Number((part - fraction) / whole), fraction };
  });
  let left = Number(total) - shares.reduce((given, { coins }) => given + coins, 0);
  const byFraction = [...shares].sort((a, b) =>
    a.fraction === b.fraction ? a.index - b.index : a.fraction > b.fraction ? -1 : 1,
  );
  for (const share of byFraction) {
    if (left === 0) {
      break;
    }
    share.coins += 1;
    left -= 1;
  }
  return shares.map(({ coins }) => coins);
}
