import { add, type Money, money } from "../money";
import { keyedRates, type LineTax, type TaxSummaryRow } from "../tax";

/** One row for each rate that a line bears, in the order in which the lines bear them. */
export function taxSummaryOf(
  lines: readonly { readonly net: Money; readonly taxes: readonly LineTax[] }[],
  currency: string,
): TaxSummaryRow[] {
  const rows = new Map<string, TaxSummaryRow>();
  for (const { net, taxes } of lines) {
    const keys = keyedRates(taxes.map(({ rate }) => rate)).map(({ key }) => key);
    taxes.forEach(({ rate, tax }, index) => {
      const key = keys[index] ?? "";
      const { base, tax: before } = rows.get(key) ?? { base: money(0, currency), tax: money(0, currency) };
      rows.set(key, { rate, base: add(base, net), tax: add(before, tax) });
    });
  }
  return [...rows.values()];
}
