import { divideRounded, type Money, minorUnitDigits, money, type RoundingPolicy, subtract } from "../money";
import { type PeriodPrice, RatingError, type Tier, type UnitPricing } from "./price";
import {
  isLess,
  larger,
  lessAtMost,
  multiplied,
  plus,
  type Rational,
  rational,
  smaller,
  wholesStarted,
  ZERO,
} from "./rational";

export interface RatingInput {
  readonly price: PeriodPrice;
  readonly currency: string;
  readonly rounding: RoundingPolicy;
  /** Everything used in the period so far, decimal text: summed before it is rated, never rated record by record. */
  readonly quantityToDate: string;
  /** True when the period is over: the minimum is owed only then. */
  readonly isFinal: boolean;
}

/**
 * What a period owes for its whole quantity to date, rounded once.
 * @throws RatingError naming the part of the price or quantity that cannot be used; UnknownCurrencyError
 */
export function rateToDate(input: RatingInput): Money {
  const { price, currency, rounding, quantityToDate, isFinal } = input;
  const quantity = lessAtMost(rational("quantity", quantityToDate), rational("freeUnits", price.freeUnits ?? "0"));
  const minimum = rational("minimum", price.minimum ?? "0");
  let amount = exactAmount(price.pricing, quantity);
  if (price.maximum !== undefined) {
    const maximum = rational("maximum", price.maximum);
    if (isLess(maximum, minimum)) {
      throw new RatingError("maximum", `must be at least the minimum of ${price.minimum}, got ${price.maximum}.`);
    }
    amount = smaller(amount, maximum);
  }
  if (isFinal) {
    amount = larger(amount, minimum);
  }
  const coins = 10n ** BigInt(minorUnitDigits(currency));
  return money(Number(divideRounded(amount.n * coins, amount.d, rounding)), currency);
}

/**
 * What a part of a period adds to what was billed for the earlier parts. Parts of any split add up to the whole period:
 * tiers, free units, minimum and maximum count once.
 */
export function ratePart(input: RatingInput & { readonly billedSoFar: Money }): Money {
  return subtract(rateToDate(input), input.billedSoFar);
}

function exactAmount(pricing: UnitPricing, quantity: Rational): Rational {
  switch (pricing.kind) {
    case "per_unit":
      return multiplied(quantity, rational("unitAmount", pricing.unitAmount));
    case "flat":
      return quantity.n === 0n ? ZERO : rational("amount", pricing.amount);
    case "package": {
      const size = rational("size", pricing.size);
      if (size.n === 0n) {
        throw new RatingError("size", "must be greater than 0.");
      }
      return multiplied(wholesStarted(quantity, size), rational("packageAmount", pricing.packageAmount));
    }
    case "graduated":
      return graduated(checkedTiers(pricing.tiers), quantity);
    case "volume":
      return volume(checkedTiers(pricing.tiers), quantity);
  }
}

interface ExactTier {
  /** Exclusive lower end: the tier is reached by more than this. */
  readonly over: Rational;
  readonly upTo: Rational | null;
  readonly unitAmount: Rational;
  readonly flatAmount: Rational;
}

function checkedTiers(tiers: readonly Tier[]): ExactTier[] {
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

function graduated(tiers: readonly ExactTier[], quantity: Rational): Rational {
  return tiers
    .filter((tier) => isLess(tier.over, quantity))
    .reduce((amount, { over, upTo, unitAmount, flatAmount }) => {
      const units = lessAtMost(upTo === null ? quantity : smaller(quantity, upTo), over);
      return plus(plus(amount, multiplied(units, unitAmount)), flatAmount);
    }, ZERO);
}

function volume(tiers: readonly ExactTier[], quantity: Rational): Rational {
  const reached = tiers.filter((tier) => isLess(tier.over, quantity)).at(-1);
  return reached === undefined ? ZERO : plus(multiplied(quantity, reached.unitAmount), reached.flatAmount);
}
