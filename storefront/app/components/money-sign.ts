import type { Money } from "../../../src/api/http/document";

/** Whether a sum is exactly nothing. */
export function isZero({ amount }: Money): boolean {
  return /^-?0+(\.0+)?$/.test(amount);
}

export function isNegative(money: Money): boolean {
  return money.amount.startsWith("-") && !isZero(money);
}

/** The sum with its sign turned, digit by digit as it was written. */
export function negated(money: Money): Money {
  if (isZero(money)) {
    return money;
  }
  return { ...money, amount: money.amount.startsWith("-") ? money.amount.slice(1) : `-${money.amount}` };
}
