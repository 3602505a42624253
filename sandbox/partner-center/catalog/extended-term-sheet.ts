import Decimal from "decimal.js";
import Papa from "papaparse";
import { padSkuId } from "./sheet-row";

/** How every title of an extended service term ends. */
export const EXTENDED_TITLE = " - Extended Service Term";

/** The vendor's words: 3 % above the monthly term, or 23 % above the yearly price where a SKU has no monthly term. */
const OVER_MONTHLY = "1.03";
const OVER_YEARLY = "1.23";

/** From which row the price is taken, the first that there is; and the months for which it is told. */
const sources: readonly (readonly [term: string, plan: string, months: number, factor: string])[] = [
  ["P1M", "monthly", 1, OVER_MONTHLY],
  ["P1Y", "annual", 12, OVER_YEARLY],
  ["P1Y", "monthly", 12, OVER_YEARLY],
  ["P3Y", "annual", 36, OVER_YEARLY],
  ["P3Y", "monthly", 36, OVER_YEARLY],
];

type Cells = Record<string, string>;

/**
 * The SKU of a licence's extended service term. That it is an own one is documented, what it is called is not: here the first
 * sign of the licence's is replaced.
 */
export const extendedSkuId = (skuId: string): string => `E${padSkuId(skuId).slice(1)}`;

function priced(row: Cells, months: number, factor: string): Cells {
  const price = (column: string) => new Decimal(row[column] || 0).div(months).mul(factor).toFixed(2);
  return {
    ...row,
    SkuId: extendedSkuId(row.SkuId ?? ""),
    SkuTitle: `${row.SkuTitle}${EXTENDED_TITLE}`,
    TermDuration: "P1M",
    BillingPlan: "Monthly",
    UnitPrice: price("UnitPrice"),
    ...("ERP Price" in row ? { "ERP Price": price("ERP Price") } : {}),
  };
}

/**
 * The sheet of extended service terms (view `licensebasedest`) that belongs to a sheet of licences: a row for each SKU that is no
 * trial, of one month, in the same columns. That the product's id stays the licence's is an inference.
 */
export function extendedTermSheet(licences: string): string {
  const { data, meta } = Papa.parse<Cells>(licences.replace(/^\ufeff/, ""), { header: true, skipEmptyLines: true });
  const rowsOf = new Map<string, Cells[]>();
  for (const row of data.filter((one) => !(one.Tags ?? "").split(";").includes("Trial"))) {
    const key = [row.ProductId, row.SkuId, row.Market, row.Currency, row.Segment].join(":");
    rowsOf.set(key, [...(rowsOf.get(key) ?? []), row]);
  }
  const extended = [...rowsOf.values()].flatMap((rows) => {
    for (const [term, plan, months, factor] of sources) {
      const row = rows.find((one) => one.TermDuration === term && one.BillingPlan?.toLowerCase() === plan);
      if (row) {
        return [priced(row, months, factor)];
      }
    }
    return [];
  });
  return `${Papa.unparse(extended, { columns: meta.fields ?? [], newline: "\n" })}\n`;
}
