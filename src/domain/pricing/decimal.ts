import { Decimal } from "decimal.js";
import { PricingRuleError } from "./pricing-rule-error";

/** Decimals of prices and percentages, far more digits than any of them has. */
export const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** @throws PricingRuleError naming the field when the text is no plain decimal */
export function decimal(field: string, text: string): Decimal {
  if (!PLAIN_DECIMAL.test(text)) {
    throw new PricingRuleError(field, `"${text}" is not a plain decimal number such as 22.50.`);
  }
  return new Exact(text);
}

/** @throws PricingRuleError naming the field when the text is no plain decimal of at least 0 */
export function notNegative(field: string, text: string): Decimal {
  const value = decimal(field, text);
  if (value.lt(0)) {
    throw new PricingRuleError(field, `must be at least 0, got ${text}.`);
  }
  return value;
}
