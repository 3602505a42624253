import { add, isZero, type Money, subtract, sum } from "../money";
import type { TaxPolicy, TaxSummaryRow } from "../tax";
import { CreditError } from "./credit-error";
import { type CreditNoteLine, creditLine } from "./credit-line";
import { type CreditStep, taxesGivenBack } from "./credit-tax";
import { type CreditedLine, type IssuedLine, type LineAccount, lineAccounts, netLeft } from "./line-account";
import { taxSummaryOf } from "./tax-summary";

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

function summaryOf(
  accounts: Iterable<LineAccount>,
  lines: readonly CreditNoteLine[],
  currency: string,
): TaxSummaryRow[] {
  const byKey = new Map(lines.map((line) => [line.key, line]));
  const inInvoiceOrder = [...accounts].flatMap(({ line }) => byKey.get(line.key) ?? []);
  return taxSummaryOf(inInvoiceOrder, currency);
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
