import Decimal from "decimal.js";
import Papa from "papaparse";
import { padSkuId } from "./sheet-row";

/** How the SKU title of every extended service term ends; its product is that of the licence, as published sheets show. */
const EXTENDED_TITLE = " - Extended Service Term";

export const isExtendedTitle = (title: string): boolean => title.endsWith(EXTENDED_TITLE);

export const extendedTitleOf = (licenceTitle: string): string => `${licenceTitle}${EXTENDED_TITLE}`;

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

/** The SKU id that is given to an extended service term for which no sheet has one: the licence's with another first sign. */
export const madeSkuId = (skuId: string): string => `E${padSkuId(skuId).slice(1)}`;

function priced(row: Cells, months: number, factor: string): Cells {
  const price = (column: string) => new Decimal(row[column] || 0).div(months).mul(factor).toFixed(2);
  return {
    ...row,
    SkuId: madeSkuId(row.SkuId ?? ""),
    SkuTitle: extendedTitleOf(row.SkuTitle ?? ""),
    TermDuration: "P1M",
    BillingPlan: "Monthly",
    UnitPrice: price("UnitPrice"),
    ...("ERP Price" in row ? { "ERP Price": price("ERP Price") } : {}),
  };
}

const offerOf = (row: Cells): string => [row.ProductId, row.Market, row.Currency, row.Segment].join(":");

/** The row of a licence's extended service term, made from the first of its rows that tells a price. */
function madeRow(rows: Cells[]): Cells[] {
  for (const [term, plan, months, factor] of sources) {
    const row = rows.find((one) => one.TermDuration === term && one.BillingPlan?.toLowerCase() === plan);
    if (row) {
      return [priced(row, months, factor)];
    }
  }
  return [];
}

/**
 * The sheet of extended service terms (view `licensebasedest`) that belongs to a sheet of licences: a row for each SKU that is no
 * trial, of one month, in the same columns. A row that the licences' sheet has itself is taken as it is, the others are made.
 */
export function extendedTermSheet(licences: string): string {
  const { data, meta } = Papa.parse<Cells>(licences.replace(/^\ufeff/, ""), { header: true, skipEmptyLines: true });
  const published = data.filter((row) => isExtendedTitle(row.SkuTitle ?? ""));
  const rowsOf = new Map<string, Cells[]>();
  for (const row of data) {
    if (!isExtendedTitle(row.SkuTitle ?? "") && !(row.Tags ?? "").split(";").includes("Trial")) {
      const key = `${offerOf(row)}:${row.SkuId}`;
      rowsOf.set(key, [...(rowsOf.get(key) ?? []), row]);
    }
  }
  const made = [...rowsOf.values()].filter(([licence]) => {
    const title = extendedTitleOf(licence?.SkuTitle ?? "");
    return !published.some((row) => licence && row.SkuTitle === title && offerOf(row) === offerOf(licence));
  });
  const rows = [...published, ...made.flatMap(madeRow)];
  return `${Papa.unparse({ fields: meta.fields ?? [], data: rows }, { newline: "\n" })}\n`;
}
