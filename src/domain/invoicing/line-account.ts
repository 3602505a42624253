import { type Money, money, subtract } from "../money";
import { applyTax, type LineTax, type TaxPolicy, type TaxRateSnapshot } from "../tax";
import { CreditError } from "./credit-error";

/** A line as it stands on an issued invoice. */
export type IssuedLine = {
  readonly key: string;
  readonly net: Money;
  readonly tax: Money;
  /** The rates it bears, as the invoice keeps them. */
  readonly rates: readonly TaxRateSnapshot[];
};

/** What a credit note gave back of a line; the signs are opposite to those of the invoice's line. */
export type CreditedLine = {
  /** Of the invoice's line. */
  readonly key: string;
  readonly net: Money;
  readonly tax: Money;
};

/** A line of an invoice and what was given back of it, with the signs of the line. */
export type LineAccount = {
  readonly line: IssuedLine;
  /** What each rate took from the line. */
  readonly taxes: readonly LineTax[];
  readonly givenNet: Money;
  readonly givenTax: Money;
};

/**
 * The lines of an invoice, in its order, with what was given back of each.
 * @param policy the one the invoice names; its taxes are worked out again, to find what each rate took
 * @throws CreditError when a line occurs twice, its tax does not follow from its rates, or a credit is of no line
 */
export function lineAccounts(
  invoice: readonly IssuedLine[],
  earlier: readonly CreditedLine[],
  policy: TaxPolicy,
): Map<string, LineAccount> {
  const accounts = new Map<string, LineAccount>();
  const taxed = invoice.length === 0 ? [] : applyTax(invoice, [], policy).lines;
  invoice.forEach((line, index) => {
    const { key, net, tax } = line;
    if (accounts.has(key)) {
      throw new CreditError(key, "occurs twice on the invoice.");
    }
    if (taxed[index]?.tax.amount !== tax.amount) {
      throw new CreditError(key, `its tax of ${tax.amount} minor units does not follow from its rates.`);
    }
    const nothing = money(0, net.currency);
    accounts.set(key, { line, taxes: taxed[index].taxes, givenNet: nothing, givenTax: nothing });
  });
  for (const { key, net, tax } of earlier) {
    const account = accounts.get(key);
    if (account === undefined) {
      throw new CreditError(key, "was credited before, but is not on the invoice.");
    }
    const givenNet = subtract(account.givenNet, net);
    accounts.set(key, { ...account, givenNet, givenTax: subtract(account.givenTax, tax) });
  }
  return accounts;
}

/** Net that can still be given back, with the sign of the line. */
export function netLeft({ line, givenNet }: LineAccount): Money {
  return subtract(line.net, givenNet);
}
