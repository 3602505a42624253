import { add, type Money, money, subtract } from "../money";
import type { LineTax } from "../tax";
import type { CreditStep } from "./credit-tax";
import type { CreditedLine } from "./line-account";
import { byRate } from "./tax-by-rate";

export type CreditNoteLine = CreditedLine & {
  readonly gross: Money;
  /** The tax given back by rate; together they are `tax`. */
  readonly taxes: readonly LineTax[];
};

/** What one step gives back of a line, signed against it. @param givenTax in all after the step, sign of the line */
export function creditLine({ account, givenNet }: CreditStep, givenTax: number): CreditNoteLine {
  const { line, taxes } = account;
  const { currency } = line.net;
  const net = subtract(account.givenNet, money(givenNet, currency));
  const tax = subtract(account.givenTax, money(givenTax, currency));
  const before = byRate(taxes, account.givenTax.amount);
  const now = byRate(taxes, givenTax);
  return {
    key: line.key,
    net,
    tax,
    gross: add(net, tax),
    taxes: taxes.map(({ rate }, index) => ({ rate, tax: money((before[index] ?? 0) - (now[index] ?? 0), currency) })),
  };
}
