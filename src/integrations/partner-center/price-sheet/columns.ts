import type { PriceSheetProblem } from "./problem";

/** A column of Microsoft's licence price sheet. Without `required` a sheet may leave it out. */
type Column = {
  readonly name: string;
  readonly required: boolean;
};

/**
 * Both published forms: the download from Partner Center (21 columns) and the answer of the price sheet API (18, without
 * ChangeIndicator, Segment and PreviousValues). Order and count are of no meaning.
 */
const COLUMNS = [
  { name: "ChangeIndicator", required: false },
  { name: "ProductTitle", required: true },
  { name: "ProductId", required: true },
  { name: "SkuId", required: true },
  { name: "SkuTitle", required: true },
  { name: "Publisher", required: false },
  { name: "SkuDescription", required: false },
  { name: "UnitOfMeasure", required: false },
  { name: "TermDuration", required: true },
  { name: "BillingPlan", required: true },
  { name: "Market", required: true },
  { name: "Currency", required: true },
  { name: "UnitPrice", required: true },
  { name: "PricingTierRangeMin", required: false },
  { name: "PricingTierRangeMax", required: false },
  { name: "EffectiveStartDate", required: true },
  { name: "EffectiveEndDate", required: false },
  { name: "Tags", required: false },
  { name: "ERP Price", required: true },
  { name: "Segment", required: false },
  // Not JSON, and only a hint at the month before, which we know better: never read.
  { name: "PreviousValues", required: false },
] as const satisfies readonly Column[];

export type ColumnName = (typeof COLUMNS)[number]["name"];

/** Where each known column stands in this file. A column that the file leaves out is not in the map. */
export type ColumnPositions = ReadonlyMap<ColumnName, number>;

const BY_KEY = new Map<string, ColumnName>(COLUMNS.map(({ name }) => [key(name), name]));

/** "ERP Price", "ErpPrice" and " erp price " are one column. */
function key(header: string): string {
  return header.replaceAll(/[\s_]/g, "").toLowerCase();
}

/** Finds the columns in a header row. With problems the positions must not be used. */
export function readHeader(
  header: readonly string[],
  options: { readonly line: number; readonly allowUnknownColumns: boolean },
): { positions: ColumnPositions; problems: PriceSheetProblem[] } {
  const positions = new Map<ColumnName, number>();
  const unknown: string[] = [];
  const problems: PriceSheetProblem[] = [];
  const problem = (field: string | null, message: string) => problems.push({ line: options.line, field, message });

  for (const [index, text] of header.entries()) {
    // A spreadsheet leaves columns behind that have neither a name nor a value.
    if (text.trim() === "") {
      continue;
    }
    const name = BY_KEY.get(key(text));
    if (!name) {
      unknown.push(text);
    } else if (positions.has(name)) {
      problem(name, `The column ${name} is there twice: remove one.`);
    } else {
      positions.set(name, index);
    }
  }
  if (positions.size === 0) {
    problem(null, `The first row is not a header of a licence price sheet: it must name columns such as ProductId.`);
    return { positions, problems };
  }
  for (const { name, required } of COLUMNS) {
    if (required && !positions.has(name)) {
      problem(name, `The column ${name} is missing: export the licence-based price sheet again with all its columns.`);
    }
  }
  if (!options.allowUnknownColumns) {
    for (const text of unknown) {
      problem(text, `The column "${text}" is not known: remove it, or import again with unknown columns allowed.`);
    }
  }
  return { positions, problems };
}
