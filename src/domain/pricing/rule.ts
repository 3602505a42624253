import { Decimal } from "decimal.js";
import { type Money, minorUnitDigits, money, type RoundingPolicy } from "../money";
import { installment } from "./installment";

const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });
const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** Price per charge is brought to a multiple of `step` (major units, such as "0.05") in the named direction. */
export interface PriceRounding {
  readonly step: string;
  readonly mode: RoundingPolicy;
}

interface RuleOptions {
  /** Without it the term's price is rounded half up to the smallest coin and nothing else. */
  readonly rounding?: PriceRounding;
  /** The least acceptable share of the price that remains after cost, in percent. Default "0": not below cost. */
  readonly floorMarginPercent?: string;
}

/** Adds a percentage to the cost: cost 100, 25 % -> 125 (which leaves a margin of 20 % of the price). */
export interface CostPlusMargin extends RuleOptions {
  readonly kind: "cost_plus_margin";
  readonly marginPercent: string;
}

/** Takes a percentage off the vendor's list price. */
export interface ListLessDiscount extends RuleOptions {
  readonly kind: "list_less_discount";
  readonly discountPercent: string;
}

/** One seat costs this much for the whole term (major units), whatever cost and list price are. */
export interface FixedPrice extends RuleOptions {
  readonly kind: "fixed";
  readonly termPrice: string;
}

export type PricingRule = CostPlusMargin | ListLessDiscount | FixedPrice;

export interface PricedPlan {
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
}

/** A rule or a price that cannot be used; `field` says which. */
export class PricingRuleError extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`);
    this.name = "PricingRuleError";
  }
}

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
  const digits = minorUnitDigits(currency);
  const cost = notNegative("cost", input.cost);
  const list = notNegative("list", input.list);
  const termMinor = roundedTermPrice(exactPrice(rule, cost, list), chargeCount, digits, rule.rounding);
  const termPrice = money(termMinor, currency);
  const margin = marginOf(new Exact(termMinor).div(new Exact(10).pow(digits)), cost);
  return {
    termPrice,
    pricePerCharge: money(installment(termMinor, chargeCount, 0), currency),
    lastCharge: money(installment(termMinor, chargeCount, chargeCount - 1), currency),
    marginPercent: margin.toFixed(2, Decimal.ROUND_HALF_UP),
    belowFloor: margin.lt(decimal("floorMarginPercent", rule.floorMarginPercent ?? "0")),
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

function roundedTermPrice(exact: Decimal, chargeCount: number, digits: number, rounding?: PriceRounding): number {
  const coins = new Exact(10).pow(digits);
  let minor: Decimal;
  if (rounding === undefined) {
    minor = exact.mul(coins).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
  } else {
    const step = decimal("rounding.step", rounding.step).mul(coins);
    if (!step.isInteger() || step.lte(0)) {
      throw new PricingRuleError("rounding.step", `must be a positive number of whole coins, got ${rounding.step}.`);
    }
    const steps = exact.mul(coins).div(chargeCount).div(step);
    minor = steps.toDecimalPlaces(0, DECIMAL_ROUNDING[rounding.mode]).mul(step).mul(chargeCount);
  }
  if (!Number.isSafeInteger(minor.toNumber())) {
    throw new PricingRuleError("price", `is too large: ${minor.toFixed()} minor units.`);
  }
  return minor.toNumber();
}

const DECIMAL_ROUNDING: Readonly<Record<RoundingPolicy, Decimal.Rounding>> = {
  half_up: Decimal.ROUND_HALF_UP,
  half_even: Decimal.ROUND_HALF_EVEN,
  down: Decimal.ROUND_DOWN,
  up: Decimal.ROUND_UP,
};

function marginOf(price: Decimal, cost: Decimal): Decimal {
  if (!price.isZero()) {
    return price.sub(cost).mul(100).div(price);
  }
  return cost.isZero() ? new Exact(0) : new Exact(-100);
}

function notNegative(field: string, text: string): Decimal {
  const value = decimal(field, text);
  if (value.lt(0)) {
    throw new PricingRuleError(field, `must be at least 0, got ${text}.`);
  }
  return value;
}

function decimal(field: string, text: string): Decimal {
  if (!PLAIN_DECIMAL.test(text)) {
    throw new PricingRuleError(field, `"${text}" is not a plain decimal number such as 22.50.`);
  }
  return new Exact(text);
}
