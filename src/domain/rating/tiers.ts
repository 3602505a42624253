import { RatingError, type Tier } from "./price";
import { isLess, type Rational, rational, ZERO } from "./rational";

export type ExactTier = {
  /** Exclusive lower end: the tier is reached by more than this. */
  readonly over: Rational;
  readonly upTo: Rational | null;
  readonly unitAmount: Rational;
  readonly flatAmount: Rational;
};

/** @throws RatingError naming the tier that does not follow on the one before it, or an amount that is no decimal */
export function checkedTiers(tiers: readonly Tier[]): ExactTier[] {
  const exact: ExactTier[] = [];
  tiers.forEach((tier, index) => {
    const over = index === 0 ? ZERO : exact[index - 1]?.upTo;
    const upTo = tier.upTo === null ? null : rational(`tiers.${index}.upTo`, tier.upTo);
    if (!over || (upTo !== null && !isLess(over, upTo))) {
      throw new RatingError(`tiers.${index}`, "must begin where the tier before it ends, and end after that.");
    }
    exact.push({
      over,
      upTo,
      unitAmount: rational(`tiers.${index}.unitAmount`, tier.unitAmount),
      flatAmount: rational(`tiers.${index}.flatAmount`, tier.flatAmount ?? "0"),
    });
  });
  if (exact.at(-1)?.upTo !== null) {
    throw new RatingError("tiers", "the last one must be open (upTo: null), so that every quantity has a price.");
  }
  return exact;
}
