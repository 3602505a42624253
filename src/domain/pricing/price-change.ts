import type { Decimal } from "decimal.js";
import { type Money, subtract, toDecimalString } from "../money";
import { Exact, notNegative } from "./decimal";
import { PricingRuleError } from "./pricing-rule-error";
import { applyPricingRule, type PricedPlan, type PriceOptions, type PricingRule, pricedPlan } from "./rule";

/** What the seller does with a price when the vendor's cost changes. */
export type PriceChangePolicy =
  /** The share of the price that remains after cost stays: cost and price change by the same percentage. */
  | { readonly kind: "keep_margin_percent" }
  /** The money that remains after cost stays: cost and price change by the same amount. */
  | { readonly kind: "keep_margin_amount" }
  | { readonly kind: "keep_price" }
  /** A pricing rule for the new cost and list price; its own rounding and floor count. */
  | { readonly kind: "rule"; readonly rule: PricingRule };

export type ModelledPrice = PricedPlan & {
  readonly policy: PriceChangePolicy;
  /** What remains of the price after the new cost, major units, exact. */
  readonly marginAmount: string;
  /** New price less current price, one seat and term. */
  readonly change: Money;
  /** The same in percent of the current price, two decimals, half up; null when the current price is nothing. */
  readonly changePercent: string | null;
};

/**
 * The price of one seat and term under each policy, once the vendor's cost and list price are the new ones. Costs and
 * list prices are decimal text in major units of the current price's currency, of one seat and term.
 * @param options rounding of the two margin policies and floor of all but the rule; a kept price is never rounded
 * @throws PricingRuleError naming the field; for keep_margin_percent also when a cost begins where there was none, since
 * no price keeps a margin of 100 % then
 */
export function modelPriceChange(input: {
  readonly current: { readonly cost: string; readonly termPrice: Money };
  readonly newCost: string;
  readonly newList: string;
  readonly chargeCount: number;
  readonly policies: readonly PriceChangePolicy[];
  readonly options?: PriceOptions;
}): ModelledPrice[] {
  const newCost = notNegative("newCost", input.newCost);
  const { termPrice } = input.current;
  return input.policies.map((policy) => {
    const priced = priceUnder(policy, input, newCost);
    const change = subtract(priced.termPrice, termPrice);
    const percent = new Exact(change.amount).mul(100).div(termPrice.amount);
    return {
      ...priced,
      policy,
      marginAmount: new Exact(toDecimalString(priced.termPrice)).sub(newCost).toFixed(),
      change,
      changePercent: termPrice.amount === 0 ? null : percent.toFixed(2, Exact.ROUND_HALF_UP),
    };
  });
}

function priceUnder(
  policy: PriceChangePolicy,
  input: Parameters<typeof modelPriceChange>[0],
  newCost: Decimal,
): PricedPlan {
  const { current, chargeCount, options = {} } = input;
  const { currency } = current.termPrice;
  const price = notNegative("current.termPrice", toDecimalString(current.termPrice));
  const cost = notNegative("current.cost", current.cost);
  switch (policy.kind) {
    case "rule":
      return applyPricingRule({
        cost: input.newCost,
        list: input.newList,
        currency,
        chargeCount,
        rule: policy.rule,
      });
    case "keep_price": {
      const { rounding: _, ...unrounded } = options;
      return pricedPlan({ exact: price, cost: newCost, currency, chargeCount, options: unrounded });
    }
    case "keep_margin_amount": {
      const exact = Exact.max(price.sub(cost).add(newCost), 0);
      return pricedPlan({ exact, cost: newCost, currency, chargeCount, options });
    }
    case "keep_margin_percent": {
      const exact = sameShare(price, cost, newCost);
      return pricedPlan({ exact, cost: newCost, currency, chargeCount, options });
    }
  }
}

function sameShare(price: Decimal, cost: Decimal, newCost: Decimal): Decimal {
  if (!cost.isZero()) {
    return price.mul(newCost).div(cost);
  }
  if (!newCost.isZero()) {
    throw new PricingRuleError("current.cost", "is nothing, so that no price keeps its margin once there is a cost.");
  }
  return price;
}
