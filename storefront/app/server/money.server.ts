import Decimal from "decimal.js";
import type { Money } from "../../../src/api/http/document";

export type { Money };

/** Price times a whole number of seats or months. */
export function times(money: Money, factor: number): Money {
  return { ...money, amount: new Decimal(money.amount).times(factor).toFixed() };
}

export function plus(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { ...a, amount: new Decimal(a.amount).plus(b.amount).toFixed() };
}

export function minus(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { ...a, amount: new Decimal(a.amount).minus(b.amount).toFixed() };
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. */
export function compare(a: Money, b: Money): number {
  sameCurrency(a, b);
  return new Decimal(a.amount).comparedTo(b.amount);
}

/** How much more `a` is than `b`, in percent with one decimal, e.g. `"5"` or `"4.8"`; null when `b` is zero. */
export function percentAbove(a: Money, b: Money): string | null {
  sameCurrency(a, b);
  const base = new Decimal(b.amount);
  return base.isZero() ? null : new Decimal(a.amount).minus(base).div(base).times(100).toDecimalPlaces(1).toFixed();
}

/** The first whole number of payments of `instalment` that costs more than `total`; null when it never does. */
export function paymentsUntilDearer(instalment: Money, total: Money): number | null {
  sameCurrency(instalment, total);
  const each = new Decimal(instalment.amount);
  return each.lte(0) ? null : new Decimal(total.amount).div(each).floor().plus(1).toNumber();
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new Error(`Cannot compare ${a.currency} with ${b.currency}.`);
  }
}
