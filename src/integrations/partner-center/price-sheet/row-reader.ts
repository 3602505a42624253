import { fieldProblems } from "../../../input";
import { type ColumnName, type ColumnPositions, readHeader } from "./columns";
import type { CsvRecord } from "./csv-records";
import type { PriceSheetProblem } from "./problem";
import { type PriceSheetRow, rowSchema } from "./row-schema";

/** Turns the records of one file into rows: the first is the header, every other one a row or a problem. */
export class RowReader {
  private positions: ColumnPositions | undefined;
  /** Columns up to the last one with a name. */
  private width = 0;
  private unnamed: readonly number[] = [];
  private records = 0;
  /** A sheet is one market's and one currency's. The first row decides. */
  private place: { market: string; currency: string } | undefined;

  constructor(
    private readonly options: {
      readonly onProblem: (problem: PriceSheetProblem) => void;
      readonly allowUnknownColumns?: boolean;
    },
  ) {}

  /** The valid rows among these records, or null when the header cannot be used and no row can. */
  read(records: readonly CsvRecord[]): PriceSheetRow[] | null {
    const rows: PriceSheetRow[] = [];
    for (const record of records) {
      if (!this.positions) {
        if (!this.readHeader(record)) {
          return null;
        }
        continue;
      }
      this.records += 1;
      const row = this.readRow(record, this.positions);
      if (row) {
        rows.push(row);
      }
    }
    return rows;
  }

  /** Reports a file that had nothing to read. */
  end(): void {
    if (!this.positions) {
      this.report(null, null, "The file is empty: choose the price sheet's CSV file.");
    } else if (this.records === 0) {
      this.report(null, null, "The file has a header and no rows: nothing to import.");
    }
  }

  private readHeader({ line, fields }: CsvRecord): boolean {
    const allowUnknownColumns = this.options.allowUnknownColumns ?? false;
    const { positions, problems } = readHeader(fields, { line, allowUnknownColumns });
    problems.forEach(this.options.onProblem);
    this.positions = positions;
    this.width = fields.findLastIndex((text) => text.trim() !== "") + 1;
    this.unnamed = fields.slice(0, this.width).flatMap((text, index) => (text.trim() === "" ? [index] : []));
    return problems.length === 0;
  }

  private readRow({ line, fields }: CsvRecord, positions: ColumnPositions): PriceSheetRow | null {
    if (fields.length < this.width || fields.slice(this.width).some(isFilled)) {
      const message = `The row has ${fields.length} columns and the header ${this.width}: put text with commas in quotes.`;
      return this.report(line, null, message);
    }
    const nameless = this.unnamed.find((index) => isFilled(fields[index] ?? ""));
    if (nameless !== undefined && !this.options.allowUnknownColumns) {
      const message = `Column ${nameless + 1} has a value and no name: empty it, or name it in the first row.`;
      return this.report(line, null, message);
    }
    const parsed = rowSchema.safeParse(named(fields, positions));
    if (!parsed.success) {
      for (const { field, message } of fieldProblems(parsed.error)) {
        this.report(line, field, message.startsWith('"') ? message : `The value ${message}`);
      }
      return null;
    }
    return this.sharesPlace(line, parsed.data) ? Object.assign(parsed.data, { line }) : null;
  }

  private sharesPlace(line: number, row: { market: string; currency: string }): boolean {
    this.place ??= { market: row.market, currency: row.currency };
    const { place } = this;
    for (const [field, found, first] of [
      ["Market", row.market, place.market],
      ["Currency", row.currency, place.currency],
    ] as const) {
      if (found !== first) {
        const message = `"${found}" differs from "${first}" of the first row: import one sheet for each market and currency.`;
        this.report(line, field, message);
      }
    }
    return row.market === place.market && row.currency === place.currency;
  }

  private report(line: number | null, field: string | null, message: string): null {
    this.options.onProblem({ line, field, message });
    return null;
  }
}

const isFilled = (text: string): boolean => text.trim() !== "";

/** The record by the columns' names; columns that the sheet leaves out are empty. */
function named(fields: readonly string[], positions: ColumnPositions) {
  const text = (name: ColumnName) => {
    const position = positions.get(name);
    return position === undefined ? "" : (fields[position]?.trim() ?? "");
  };
  return {
    ChangeIndicator: text("ChangeIndicator"),
    ProductTitle: text("ProductTitle"),
    ProductId: text("ProductId"),
    SkuId: text("SkuId"),
    SkuTitle: text("SkuTitle"),
    Publisher: text("Publisher"),
    SkuDescription: text("SkuDescription"),
    TermDuration: text("TermDuration"),
    BillingPlan: text("BillingPlan"),
    Market: text("Market"),
    Currency: text("Currency"),
    UnitPrice: text("UnitPrice"),
    PricingTierRangeMin: text("PricingTierRangeMin"),
    PricingTierRangeMax: text("PricingTierRangeMax"),
    EffectiveStartDate: text("EffectiveStartDate"),
    EffectiveEndDate: text("EffectiveEndDate"),
    Tags: text("Tags"),
    "ERP Price": text("ERP Price"),
    Segment: positions.has("Segment") ? text("Segment") : null,
  };
}
