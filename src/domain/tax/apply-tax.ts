import { add, type ExactDecimal, type Money, money, sum } from "../money";
import type { TaxPolicy } from "./policy";
import { keyedRates, percentOfRate, type TaxRateSnapshot } from "./rate";
import { roundTaxes } from "./round-taxes";
import type { LineTax, TaxedLine, TaxResult } from "./tax-result";

/** A line to be taxed; without rates of its own it bears the document's. */
type TaxInput = {
  readonly key: string;
  readonly net: Money;
  readonly rates?: readonly TaxRateSnapshot[] | undefined;
};

/** A line and what its rates took so far. */
type Bearer = {
  readonly key: string;
  readonly net: Money;
  readonly taxes: LineTax[];
};

type Row = {
  readonly rate: TaxRateSnapshot;
  readonly percent: ExactDecimal;
  readonly bearers: Bearer[];
};

/**
 * Exclusive tax on net lines. A line bears its own rates when it has some (an empty list: none), else the document's.
 * Each rate is taken from the net (state and county side by side, no tax on tax). With `roundOn: "document"` the tax of
 * a rate is computed on the sum of the lines that bear it and shared out to them by largest remainder, so the lines
 * always add up to the summary and the summary to the totals.
 * @throws TaxRateError, CurrencyMismatchError; RangeError when there is no line (no currency to tax in)
 */
export function applyTax(
  lines: readonly TaxInput[],
  defaults: readonly TaxRateSnapshot[],
  policy: TaxPolicy,
): TaxResult {
  const [first] = lines;
  if (first === undefined) {
    throw new RangeError("There is no line to tax.");
  }
  const { currency } = first.net;
  const { bearers, rows } = whoBearsWhat(lines, defaults);
  const taxOfRow = new Map(rows.map((row) => [row, levy(row, currency, policy)]));
  const taxed = new Map(bearers.map((bearer) => [bearer, taxedLine(bearer, currency)]));
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
  const bearers = lines.map(({ key, net, rates }) => {
    const borne = rates === undefined ? defaultRows : rowsOf(rates);
    const bearer: Bearer = { key, net, taxes: [] };
    for (const row of borne) {
      row.bearers.push(bearer);
    }
    return bearer;
  });
  return { bearers, rows: [...rows.values()].filter((row) => row.bearers.length > 0) };
}

/** Puts the tax of a rate on the lines that bear it, and returns their sum. */
function levy(row: Row, currency: string, policy: TaxPolicy): Money {
  const { numerator, denominator } = row.percent;
  const parts = row.bearers.map(({ net }) => BigInt(net.amount) * numerator);
  const taxes = roundTaxes(parts, 100n * denominator, policy).map((coins) => money(coins, currency));
  taxes.forEach((tax, index) => {
    row.bearers[index]?.taxes.push({ rate: row.rate, tax });
  });
  return sum(taxes, currency);
}

function taxedLine({ key, net, taxes }: Bearer, currency: string): TaxedLine {
  const tax = sum(
    taxes.map((part) => part.tax),
    currency,
  );
  return { key, net, tax, gross: add(net, tax), taxes };
}
