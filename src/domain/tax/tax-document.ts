import { add, type ExactDecimal, type Money, money, subtract, sum } from "../money";
import type { TaxPolicy } from "./policy";
import { keyedRates, percentOfRate, type TaxRateSnapshot } from "./rate";
import { roundTaxes } from "./round-taxes";
import type { LineTax, TaxedLine, TaxResult } from "./tax-result";

/** A line to be taxed; without rates of its own it bears the document's. */
export interface TaxInput {
  readonly key: string;
  /** What the line brings: its net, or its price with tax. */
  readonly amount: Money;
  readonly rates: readonly TaxRateSnapshot[] | undefined;
}

/** A line, the percentages it bears, and what they took so far. */
export interface Bearer {
  readonly key: string;
  readonly amount: Money;
  readonly percents: readonly ExactDecimal[];
  readonly taxes: LineTax[];
}

/** How prices relate to tax: whether they contain it, and what a percentage then takes from each line. */
export interface TaxMethod {
  readonly pricesContainTax: boolean;
  /** Unrounded, in the order of the bearers; `whole` parts make a coin. */
  exactTaxes(
    bearers: readonly Bearer[],
    percent: ExactDecimal,
  ): { readonly parts: readonly bigint[]; readonly whole: bigint };
}

interface Row {
  readonly rate: TaxRateSnapshot;
  readonly percent: ExactDecimal;
  readonly bearers: Bearer[];
}

/**
 * Taxes the lines of one document.
 * @throws TaxRateError, CurrencyMismatchError; RangeError when there is no line (no currency to tax in)
 */
export function taxDocument(
  lines: readonly TaxInput[],
  defaults: readonly TaxRateSnapshot[],
  policy: TaxPolicy,
  method: TaxMethod,
): TaxResult {
  const [first] = lines;
  if (first === undefined) {
    throw new RangeError("There is no line to tax.");
  }
  const { currency } = first.amount;
  const { bearers, rows } = whoBearsWhat(lines, defaults);
  const taxOfRow = new Map(rows.map((row) => [row, levy(row, currency, policy, method)]));
  const taxed = new Map(bearers.map((bearer) => [bearer, taxedLine(bearer, currency, method)]));
  const total = (of: readonly Bearer[], part: "net" | "tax" | "gross") =>
    sum(
      of.flatMap((bearer) => taxed.get(bearer)?.[part] ?? []),
      currency,
    );
  return {
    lines: [...taxed.values()],
    summary: [...taxOfRow].map(([row, tax]) => ({ rate: row.rate, base: total(row.bearers, "net"), tax })),
    totals: { net: total(bearers, "net"), tax: total(bearers, "tax"), gross: total(bearers, "gross") },
  };
}

/** One row for each rate: those of the document first, in their order; a rate that no line bears has none. */
function whoBearsWhat(lines: readonly TaxInput[], defaults: readonly TaxRateSnapshot[]) {
  const rows = new Map<string, Row>();
  const rowsOf = (rates: readonly TaxRateSnapshot[]) =>
    keyedRates(rates).map(({ key, rate }) => {
      const row = rows.get(key) ?? { rate, percent: percentOfRate(rate), bearers: [] };
      rows.set(key, row);
      return row;
    });
  const defaultRows = rowsOf(defaults);
  const bearers = lines.map(({ key, amount, rates }) => {
    const borne = rates === undefined ? defaultRows : rowsOf(rates);
    const bearer: Bearer = { key, amount, percents: borne.map((row) => row.percent), taxes: [] };
    for (const row of borne) {
      row.bearers.push(bearer);
    }
    return bearer;
  });
  return { bearers, rows: [...rows.values()].filter((row) => row.bearers.length > 0) };
}

/** Puts the tax of a rate on the lines that bear it, and returns their sum. */
function levy(row: Row, currency: string, policy: TaxPolicy, method: TaxMethod): Money {
  const { parts, whole } = method.exactTaxes(row.bearers, row.percent);
  const taxes = roundTaxes(parts, whole, policy).map((coins) => money(coins, currency));
  taxes.forEach((tax, index) => {
    row.bearers[index]?.taxes.push({ rate: row.rate, tax });
  });
  return sum(taxes, currency);
}

function taxedLine({ key, amount, taxes }: Bearer, currency: string, method: TaxMethod): TaxedLine {
  const tax = sum(
    taxes.map((part) => part.tax),
    currency,
  );
  return method.pricesContainTax
    ? { key, net: subtract(amount, tax), tax, gross: amount, taxes }
    : { key, net: amount, tax, gross: add(amount, tax), taxes };
}
