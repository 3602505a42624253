import { type Money, sum } from "../money";

/**
 * What a term comes to, with and without the discounts that run today: the one sum that every page shows.
 * @param lines every charge of the term
 */
export function wholeTerm(
  lines: readonly { readonly net: Money; readonly amount: Money }[],
  currency: string,
): { readonly wholeTerm: Money; readonly wholeTermBefore: Money } {
  const nets = lines.map((line) => line.net);
  const amounts = lines.map((line) => line.amount);
  return { wholeTerm: sum(nets, currency), wholeTermBefore: sum(amounts, currency) };
}
