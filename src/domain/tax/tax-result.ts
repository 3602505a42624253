import type { Money } from "../money";
import type { TaxRateSnapshot } from "./rate";

/** What one rate takes from one line. */
export type LineTax = {
  readonly rate: TaxRateSnapshot;
  readonly tax: Money;
};

export type TaxedLine = {
  readonly key: string;
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
  /** The tax by rate, zero rates included, in the order of the summary; together they are `tax`. */
  readonly taxes: readonly LineTax[];
};

export type TaxSummaryRow = {
  readonly rate: TaxRateSnapshot;
  /** Net of exactly the lines that bear the rate. */
  readonly base: Money;
  readonly tax: Money;
};

export type TaxResult = {
  readonly lines: TaxedLine[];
  /** One row for each rate that a line bears: the default ones in their order, then those of single lines. */
  readonly summary: TaxSummaryRow[];
  /** net + tax = gross always; the sums of the lines, never rounded on their own. */
  readonly totals: { readonly net: Money; readonly tax: Money; readonly gross: Money };
};
