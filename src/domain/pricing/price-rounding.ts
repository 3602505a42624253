import { Decimal } from "decimal.js";
import type { RoundingPolicy } from "../money";
import { decimal, Exact } from "./decimal";
import { PricingRuleError } from "./pricing-rule-error";

/** How the price of one seat and charge becomes a price one likes to see. A price of nothing stays nothing. */
export type PriceRounding = StepRounding | EndingRounding;

/** The price is brought to a multiple of `step` (major units, such as "0.05") in the named direction. */
export type StepRounding = {
  readonly step: string;
  readonly mode: RoundingPolicy;
};

/** The price is brought to one that ends in these digits. */
export type EndingRounding = {
  /**
   * Last digits in major units, as they are written: ".90" gives 0.90, 1.90, 2.90 ...; "9" gives 9, 19, 29 ...; "9.90"
   * gives 9.90, 19.90 ...; "00" gives whole hundreds. Not finer than the currency's smallest coin.
   */
  readonly ending: string;
  /** `nearest` goes up from the middle; `down` below the first such price takes the first one. */
  readonly mode: "up" | "down" | "nearest";
  /** When the margin is under the rule's floor after that, the first ending that reaches the floor is taken. */
  readonly respectFloor?: boolean;
};

/** Prices `first`, `first + every`, `first + 2 x every` ..., in minor units. */
type Endings = {
  readonly first: Decimal;
  readonly every: Decimal;
};

const ENDING = /^(\d*)(\.\d+)?$/;

/**
 * The price of a charge in whole minor units.
 * @param exact price of a charge in minor units, before rounding, at least 0
 * @param digits decimals of the currency
 * @param leastForFloor least price of a charge, minor units, that reaches the rule's floor; null when none does
 * @throws PricingRuleError for a step or an ending that is not made of whole coins
 */
export function roundedCharge(
  exact: Decimal,
  rounding: PriceRounding,
  digits: number,
  leastForFloor: Decimal | null,
): Decimal {
  if ("step" in rounding) {
    const step = stepOf(rounding, digits);
    return exact.div(step).toDecimalPlaces(0, DECIMAL_ROUNDING[rounding.mode]).mul(step);
  }
  const endings = endingsOf(rounding.ending, digits);
  if (exact.isZero()) {
    return exact;
  }
  const rounded = toEnding(exact, endings, rounding.mode);
  const isTooLow = rounding.respectFloor === true && leastForFloor !== null && rounded.lt(leastForFloor);
  return isTooLow ? toEnding(leastForFloor, endings, "up") : rounded;
}

function toEnding(price: Decimal, { first, every }: Endings, mode: EndingRounding["mode"]): Decimal {
  const place = Decimal.max(price.sub(first).div(every), 0);
  return first.add(place.toDecimalPlaces(0, ENDING_ROUNDING[mode]).mul(every));
}

function stepOf(rounding: StepRounding, digits: number): Decimal {
  const step = decimal("rounding.step", rounding.step).mul(new Exact(10).pow(digits));
  if (!step.isInteger() || step.lte(0)) {
    throw new PricingRuleError("rounding.step", `must be a positive number of whole coins, got ${rounding.step}.`);
  }
  return step;
}

function endingsOf(ending: string, digits: number): Endings {
  const match = ending === "" ? null : ENDING.exec(ending);
  if (match === null) {
    throw new PricingRuleError("rounding.ending", `"${ending}" is not the end of a price such as .90 or 9.`);
  }
  const [, whole = "", decimals = ""] = match;
  const coins = new Exact(10).pow(digits);
  const first = new Exact(`0${whole}${decimals}`).mul(coins);
  if (!first.isInteger()) {
    throw new PricingRuleError("rounding.ending", `"${ending}" is finer than the currency's ${digits} decimals.`);
  }
  return { first, every: new Exact(10).pow(whole.length).mul(coins) };
}

const ENDING_ROUNDING: Readonly<Record<EndingRounding["mode"], Decimal.Rounding>> = {
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  nearest: Decimal.ROUND_HALF_UP,
};

const DECIMAL_ROUNDING: Readonly<Record<RoundingPolicy, Decimal.Rounding>> = {
  half_up: Decimal.ROUND_HALF_UP,
  half_down: Decimal.ROUND_HALF_DOWN,
  half_even: Decimal.ROUND_HALF_EVEN,
  down: Decimal.ROUND_DOWN,
  up: Decimal.ROUND_UP,
};
