import { add, divideRounded, isZero, type Money, money, subtract, sum } from "../money";
import { keyedRates, type LineTax, type TaxPolicy, type TaxSummaryRow } from "../tax";
import { CreditError } from "./credit-error";
import { type CreditStep, taxesGivenBack } from "./credit-tax";
import { type CreditedLine, type IssuedLine, type LineAccount, lineAccounts, netLeft } from "./line-account";

export type CreditNoteLine = CreditedLine & {
  readonly gross: Money;
  /** The tax given back by rate; together they are `tax`. */
  readonly taxes: readonly LineTax[];
};

/** Amounts have the opposite sign of the invoice's. */
export type CreditNoteDraft = {
  /** In the order of the credits. */
  readonly lines: readonly CreditNoteLine[];
  /** One row for each rate of the credited lines, in the order in which the invoice's lines bear them. */
  readonly taxSummary: readonly TaxSummaryRow[];
  readonly totals: { readonly net: Money; readonly tax: Money; readonly gross: Money };
};

/** A part of a line to be given back, net, with the sign of the invoice's line. */
export type Credit = {
  readonly key: string;
  readonly net: Money;
};

/**
 * Gives back part or all of an invoice's lines, with the tax these lines really bore, at the rates and the rounding of
 * the invoice. However an invoice is credited, the last credit of a line returns exactly what is left of its net and of
 * each of its taxes, and all credits together are never more than the invoice.
 * @param taxPolicy the one the invoice names
 * @param invoice all its lines, in its order
 * @param earlier lines of all credit notes issued for the invoice before
 * @param credits one for each line that is credited
 * @throws CreditError for an unknown line, a line named twice, more than is left of a line, and more than is left of
 *   the invoice (where some of its lines are credits themselves)
 */
export function assembleCreditNote(input: {
  readonly currency: string;
  readonly taxPolicy: TaxPolicy;
  readonly invoice: readonly IssuedLine[];
  readonly earlier: readonly CreditedLine[];
  readonly credits: readonly Credit[];
}): CreditNoteDraft {
  const { currency, taxPolicy, invoice, earlier, credits } = input;
  const accounts = lineAccounts(invoice, earlier, taxPolicy);
  const steps = new Map<string, CreditStep>();
  for (const credit of credits) {
    if (steps.has(credit.key)) {
      throw new CreditError(credit.key, "is named twice.");
    }
    steps.set(credit.key, stepOf(credit, accounts));
  }
  const taxes = taxesGivenBack(accounts.values(), [...steps.values()], taxPolicy);
  const lines = [...steps.values()].map((step) => creditLine(step, taxes.get(step.account) ?? 0));
  checkTotals([...accounts.values()], lines, currency);
  const total = (pick: (line: CreditNoteLine) => Money) => sum(lines.map(pick), currency);
  const net = total((line) => line.net);
  const tax = total((line) => line.tax);
  return {
    lines,
    taxSummary: summaryOf(accounts.values(), lines, currency),
    totals: { net, tax, gross: add(net, tax) },
  };
}

function stepOf({ key, net }: Credit, accounts: ReadonlyMap<string, LineAccount>): CreditStep {
  const account = accounts.get(key);
  if (account === undefined) {
    throw new CreditError(key, "is not on the invoice.");
  }
  const left = netLeft(account);
  if (isZero(net) || !isWithin(net, left)) {
    throw new CreditError(key, `cannot credit ${net.amount}: ${left.amount} minor units are left of it.`);
  }
  return { account, givenNet: add(account.givenNet, net).amount };
}

function creditLine({ account, givenNet }: CreditStep, givenTax: number): CreditNoteLine {
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

/**
 * Part of a line's tax by rate. Each rate takes its share of what those before it left, so that the parts of any two
 * amounts differ in the direction the amounts do, and the whole tax comes apart as it was put together.
 */
function byRate(taxes: readonly LineTax[], amount: number): number[] {
  let left = amount;
  let rest = taxes.reduce((total, { tax }) => total + tax.amount, 0);
  return taxes.map(({ tax }) => {
    const part = rest === 0 ? 0 : shareOf(left, tax.amount, rest);
    left -= part;
    rest -= tax.amount;
    return part;
  });
}

/** `amount x part / whole`, where the whole and its part have the same sign. */
function shareOf(amount: number, part: number, whole: number): number {
  const product = BigInt(amount) * BigInt(Math.abs(part));
  return Number(divideRounded(product, BigInt(Math.abs(whole)), "half_up"));
}

function summaryOf(
  accounts: Iterable<LineAccount>,
  lines: readonly CreditNoteLine[],
  currency: string,
): TaxSummaryRow[] {
  const byKey = new Map(lines.map((line) => [line.key, line]));
  const inInvoiceOrder = [...accounts].flatMap(({ line }) => byKey.get(line.key) ?? []);
  const rows = new Map<string, TaxSummaryRow>();
  for (const { net, taxes } of inInvoiceOrder) {
    const keys = keyedRates(taxes.map(({ rate }) => rate)).map(({ key }) => key);
    taxes.forEach(({ rate, tax }, index) => {
      const key = keys[index] ?? "";
      const { base, tax: before } = rows.get(key) ?? { base: money(0, currency), tax: money(0, currency) };
      rows.set(key, { rate, base: add(base, net), tax: add(before, tax) });
    });
  }
  return [...rows.values()];
}

/** @throws CreditError when all credits together give back more than the invoice, net or with tax */
function checkTotals(accounts: readonly LineAccount[], lines: readonly CreditNoteLine[], currency: string): void {
  const total = (amounts: Money[]) => sum(amounts, currency);
  const net = total(accounts.map(({ line }) => line.net));
  const tax = total(accounts.map(({ line }) => line.tax));
  const givenNet = subtract(total(accounts.map((account) => account.givenNet)), total(lines.map((line) => line.net)));
  const givenTax = subtract(total(accounts.map((account) => account.givenTax)), total(lines.map((line) => line.tax)));
  for (const [given, whole] of [
    [givenNet, net],
    [add(givenNet, givenTax), add(net, tax)],
  ] as const) {
    if (!isWithin(given, whole)) {
      const problem = `comes to ${whole.amount} minor units, and credits to ${given.amount}: credit its negative lines as well.`;
      throw new CreditError(null, problem);
    }
  }
}

/** Whether a part has the sign of the whole and is not larger. */
function isWithin(part: Money, whole: Money): boolean {
  return Math.min(whole.amount, 0) <= part.amount && part.amount <= Math.max(whole.amount, 0);
}
