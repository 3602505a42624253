import { type Money, money, subtract } from "../money";
import { applyTax, type LineTax, type TaxPolicy, type TaxRateSnapshot } from "../tax";
import { CreditError } from "./credit-error";

/** A line as it stands on an issued invoice. */
export interface IssuedLine {
  readonly key: string;
  readonly net: Money;
  readonly tax: Money;
  /** The rates it bears, as the invoice keeps them. */
  readonly rates: readonly TaxRateSnapshot[];
}

/** A line of a credit note that was issued for the invoice; the signs are opposite to the invoice's line. */
export interface CreditedLine {
  /** Of the invoice's line. */
  readonly key: string;
  readonly net: Money;
  readonly tax: Money;
}

/** What became of an invoice's line. Amounts have the sign of the invoice's line. */
export interface LineAccount {
  readonly line: IssuedLine;
  /** The line's tax by rate. */
  readonly taxes: readonly LineTax[];
  /** Given back so far. */
  readonly net: Money;
  readonly tax: Money;
}

/**
 * The invoice's lines with what was given back of each.
 * @param policy the one the invoice names; its taxes are worked out again to find what each rate took
 * @throws CreditError when a line occurs twice, its tax does not follow from its rates, or a credit is of no line
 */
export function accountsOf(
  invoice: readonly IssuedLine[],
  earlier: readonly CreditedLine[],
  policy: TaxPolicy,
): Map<string, LineAccount> {
  const accounts = new Map<string, LineAccount>();
  const taxed = invoice.length === 0 ? [] : applyTax(invoice, [], policy).lines;
  invoice.forEach((line, index) => {
    const taxes = taxed[index]?.taxes ?? [];
    if (accounts.has(line.key)) {
      throw new CreditError(line.key, "occurs twice on the invoice.");
    }
    if (taxed[index]?.tax.amount !== line.tax.amount) {
      throw new CreditError(line.key, `its tax of ${line.tax.amount} does not follow from its rates.`);
    }
    const nothing = money(0, line.net.currency);
    accounts.set(line.key, { line, taxes, net: nothing, tax: nothing });
  });
  for (const { key, net, tax } of earlier) {
    const account = accounts.get(key);
    if (account === undefined) {
      throw new CreditError(key, "was credited but is not on the invoice.");
    }
    accounts.set(key, { ...account, net: subtract(account.net, net), tax: subtract(account.tax, tax) });
  }
  return accounts;
}

/** Net that can still be given back. */
export function netLeft({ line, net }: LineAccount): Money {
  return subtract(line.net, net);
}
