import { type Money, money, subtract } from "../money";
import { applyTax, type LineTax, type TaxPolicy, type TaxRateSnapshot } from "../tax";
import { CreditError } from "./credit-error";
import { byRate } from "./tax-by-rate";

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
 * @param policy the one the invoice names
 * @throws CreditError when a line occurs twice, or a credit is of no line
 */
export function lineAccounts(
  invoice: readonly IssuedLine[],
  earlier: readonly CreditedLine[],
  policy: TaxPolicy,
): Map<string, LineAccount> {
  const accounts = new Map<string, LineAccount>();
  const taxed = invoice.length === 0 ? [] : applyTax(invoice, [], policy).lines;
  for (const [index, line] of invoice.entries()) {
    if (accounts.has(line.key)) {
      throw new CreditError(line.key, "occurs twice on the invoice.");
    }
    const nothing = money(0, line.net.currency);
    // What gives back bears other coins than its rates would make of it; they come apart by its rates alone.
    const together = taxed[index];
    const taxes = together?.tax.amount === line.tax.amount ? together.taxes : taxesOf(line, policy);
    accounts.set(line.key, { line, taxes, givenNet: nothing, givenTax: nothing });
  }
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

/** What each rate took of a line's tax: its own share, the last one what the others left. */
export function taxesOf({ key, net, tax, rates }: IssuedLine, policy: TaxPolicy): LineTax[] {
  const [taxed] = applyTax([{ key, net, rates }], [], policy).lines;
  const shares = byRate(taxed?.taxes ?? [], tax.amount);
  return rates.map((rate, index) => ({ rate, tax: money(shares[index] ?? 0, net.currency) }));
}

/** Net that can still be given back, with the sign of the line. */
export function netLeft({ line, givenNet }: LineAccount): Money {
  return subtract(line.net, givenNet);
}
