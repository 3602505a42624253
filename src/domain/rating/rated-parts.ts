import { type PeriodPrice, RatingError, type UnitPricing } from "./price";
import {
  inWords,
  isLess,
  minus,
  multiplied,
  ONE,
  plus,
  type Rational,
  rational,
  smaller,
  wholesStarted,
  ZERO,
} from "./rational";
import { checkedTiers, type ExactTier } from "./tiers";

/** One piece of an amount: `units x unitAmount`, with its name in words. */
export type RatedPart = {
  readonly what: string;
  readonly units: Rational;
  /** Of one unit, major units; negative only where a maximum takes something off. */
  readonly unitAmount: Rational;
};

/**
 * The pieces of what a period owes for its quantity to date. Their sum is the exact amount; pieces of no units are left
 * out.
 * @param isFinal true when the period is over: the minimum is owed only then
 * @throws RatingError naming the part of the price or quantity that cannot be used
 */
export function ratedParts(price: PeriodPrice, quantityToDate: string, isFinal: boolean): RatedPart[] {
  const used = rational("quantity", quantityToDate);
  const free = smaller(used, rational("freeUnits", price.freeUnits ?? "0"));
  const parts: RatedPart[] = [
    { what: "free units", units: free, unitAmount: ZERO },
    ...pricedParts(price.pricing, minus(used, free)),
  ];
  return [...parts, ...limits(price, exactSum(parts), isFinal)].filter(({ units }) => units.n !== 0n);
}

/** The exact sum of pieces, major units. */
export function exactSum(parts: readonly RatedPart[]): Rational {
  return parts.reduce((amount, { units, unitAmount }) => plus(amount, multiplied(units, unitAmount)), ZERO);
}

function pricedParts(pricing: UnitPricing, quantity: Rational): RatedPart[] {
  switch (pricing.kind) {
    case "per_unit":
      return [{ what: "units", units: quantity, unitAmount: rational("unitAmount", pricing.unitAmount) }];
    case "flat": {
      const units = quantity.n === 0n ? ZERO : ONE;
      return [{ what: "fixed amount", units, unitAmount: rational("amount", pricing.amount) }];
    }
    case "one_time":
      return [{ what: "one-time fee", units: ONE, unitAmount: rational("amount", pricing.amount) }];
    case "package": {
      const size = rational("size", pricing.size);
      if (size.n === 0n) {
        throw new RatingError("size", "must be greater than 0.");
      }
      const what = `started packages of ${pricing.size} units`;
      const unitAmount = rational("packageAmount", pricing.packageAmount);
      return [{ what, units: wholesStarted(quantity, size), unitAmount }];
    }
    case "graduated":
      return reached(checkedTiers(pricing.tiers), quantity).flatMap((tier) => {
        const end = tier.upTo === null ? quantity : smaller(quantity, tier.upTo);
        return tierParts(tier, "units", minus(end, tier.over));
      });
    case "volume":
      return reached(checkedTiers(pricing.tiers), quantity)
        .slice(-1)
        .flatMap((tier) => tierParts(tier, "all units, at the tier", quantity));
  }
}

function reached(tiers: readonly ExactTier[], quantity: Rational): ExactTier[] {
  return tiers.filter((tier) => isLess(tier.over, quantity));
}

function tierParts(tier: ExactTier, what: string, units: Rational): RatedPart[] {
  const range = `over ${inWords(tier.over)}${tier.upTo === null ? "" : ` up to ${inWords(tier.upTo)}`}`;
  return [
    { what: `${what} ${range}`, units, unitAmount: tier.unitAmount },
    {
      what: `fixed amount of the tier ${range}`,
      units: tier.flatAmount.n === 0n ? ZERO : ONE,
      unitAmount: tier.flatAmount,
    },
  ];
}

/** What brings an amount down to the maximum, or lifts it to the minimum of a finished period. */
function limits(price: PeriodPrice, amount: Rational, isFinal: boolean): RatedPart[] {
  const minimum = rational("minimum", price.minimum ?? "0");
  if (price.maximum !== undefined) {
    const maximum = rational("maximum", price.maximum);
    if (isLess(maximum, minimum)) {
      throw new RatingError("maximum", `must be at least the minimum of ${price.minimum}, got ${price.maximum}.`);
    }
    if (isLess(maximum, amount)) {
      return [{ what: `down to the maximum of ${price.maximum}`, units: ONE, unitAmount: minus(maximum, amount) }];
    }
  }
  return isFinal && isLess(amount, minimum)
    ? [{ what: `up to the minimum of ${price.minimum}`, units: ONE, unitAmount: minus(minimum, amount) }]
    : [];
}
