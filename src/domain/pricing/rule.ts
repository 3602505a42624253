import type { Decimal } from "decimal.js";
import { type Money, minorUnitDigits, money } from "../money";
import { decimal, Exact, notNegative } from "./decimal";
import { installment } from "./installment";
import { type PriceRounding, roundedCharge } from "./price-rounding";
import { PricingRuleError } from "./pricing-rule-error";

export type PriceOptions = {
  /** Applied to the price of a charge. Without it the term's price is rounded half up to the smallest coin. */
  readonly rounding?: PriceRounding;
  /** The least acceptable share of the price that remains after cost, in percent. Default "0": not below cost. */
  readonly floorMarginPercent?: string;
};

/** Adds a percentage to the cost: cost 100, 25 % -> 125 (which leaves a margin of 20 % of the price). */
export type CostPlusMargin = PriceOptions & {
  readonly kind: "cost_plus_margin";
  readonly marginPercent: string;
};

/** Takes a percentage off the vendor's list price. */
export type ListLessDiscount = PriceOptions & {
  readonly kind: "list_less_discount";
  readonly discountPercent: string;
};

/** One seat costs this much for the whole term (major units), whatever cost and list price are. */
export type FixedPrice = PriceOptions & {
  readonly kind: "fixed";
  readonly termPrice: string;
};

export type PricingRule = CostPlusMargin | ListLessDiscount | FixedPrice;

export type PricedPlan = {
  /** One seat, whole term. */
  readonly termPrice: Money;
  /** One seat, each charge but the last. */
  readonly pricePerCharge: Money;
  /** One seat, last charge of the term: carries the remainder. */
  readonly lastCharge: Money;
  /** Share of the price that remains after cost, two decimals, half up; "0.00" for a price of nothing. */
  readonly marginPercent: string;
  /** True when the margin is under the rule's floor: must not be published without an override. */
  readonly belowFloor: boolean;
};

/**
 * The selling price of one seat for a whole term.
 * @param cost what the vendor charges for one seat and the whole term: decimal text in major units, any decimals
 * @param list the vendor's list price (ERP) for the same, same form
 * @throws PricingRuleError naming the field; UnknownCurrencyError
 */
export function applyPricingRule(input: {
  readonly cost: string;
  readonly list: string;
  readonly currency: string;
  readonly chargeCount: number;
  readonly rule: PricingRule;
}): PricedPlan {
  const { currency, chargeCount, rule } = input;
  const cost = notNegative("cost", input.cost);
  const list = notNegative("list", input.list);
  return pricedPlan({ exact: exactPrice(rule, cost, list), cost, currency, chargeCount, options: rule });
}

/** Brings an exact price of a term to coins and says what it leaves. All amounts of one seat, major units. */
export function pricedPlan(input: {
  readonly exact: Decimal;
  readonly cost: Decimal;
  readonly currency: string;
  readonly chargeCount: number;
  readonly options: PriceOptions;
}): PricedPlan {
  const { exact, cost, currency, chargeCount, options } = input;
  const coins = new Exact(10).pow(minorUnitDigits(currency));
  const floor = decimal("floorMarginPercent", options.floorMarginPercent ?? "0");
  const termMinor = termPriceInCoins(exact.mul(coins), cost.mul(coins), floor, input);
  const margin = marginOf(new Exact(termMinor).div(coins), cost);
  return {
    termPrice: money(termMinor, currency),
    pricePerCharge: money(installment(termMinor, chargeCount, 0), currency),
    lastCharge: money(installment(termMinor, chargeCount, chargeCount - 1), currency),
    marginPercent: margin.toFixed(2, Exact.ROUND_HALF_UP),
    belowFloor: margin.lt(floor),
  };
}

function exactPrice(rule: PricingRule, cost: Decimal, list: Decimal): Decimal {
  switch (rule.kind) {
    case "cost_plus_margin": {
      const percent = notNegative("marginPercent", rule.marginPercent);
      return cost.mul(percent.add(100)).div(100);
    }
    case "list_less_discount": {
      const percent = notNegative("discountPercent", rule.discountPercent);
      if (percent.gt(100)) {
        throw new PricingRuleError("discountPercent", `must be at most 100, got ${rule.discountPercent}.`);
      }
      return list.mul(new Exact(100).sub(percent)).div(100);
    }
    case "fixed":
      return notNegative("termPrice", rule.termPrice);
  }
}

/** Price and cost in minor units of one seat and term. */
function termPriceInCoins(
  exact: Decimal,
  cost: Decimal,
  floor: Decimal,
  { currency, chargeCount, options }: { currency: string; chargeCount: number; options: PriceOptions },
): number {
  const { rounding } = options;
  const digits = minorUnitDigits(currency);
  const minor = rounding
    ? roundedCharge(exact.div(chargeCount), rounding, digits, leastCharge(cost, floor, chargeCount)).mul(chargeCount)
    : exact.toDecimalPlaces(0, Exact.ROUND_HALF_UP);
  if (!Number.isSafeInteger(minor.toNumber())) {
    throw new PricingRuleError("price", `is too large: ${minor.toFixed()} minor units.`);
  }
  return minor.toNumber();
}

/** The price of a charge that leaves just the floor: cost / (1 - floor). Null where no price does. */
function leastCharge(cost: Decimal, floor: Decimal, chargeCount: number): Decimal | null {
  const shareOfCost = new Exact(100).sub(floor);
  return shareOfCost.gt(0) ? cost.mul(100).div(shareOfCost).div(chargeCount) : null;
}

function marginOf(price: Decimal, cost: Decimal): Decimal {
  if (!price.isZero()) {
    return price.sub(cost).mul(100).div(price);
  }
  return cost.isZero() ? new Exact(0) : new Exact(-100);
}
