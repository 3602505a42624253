import type { Readable } from "node:stream";
import { CsvError, type Info, parse } from "csv-parse";
import { type ColumnName, type ColumnPositions, readHeader } from "./columns";
import { refuseOtherKinds, UnreadableFileError } from "./file-kind";
import type { PriceSheetProblem } from "./problem";
import { type PriceSheetRow, rowSchema } from "./row-schema";

const BATCH_ROWS = 500;
/** A longer row is no price sheet row but a quote that was never closed. */
const LONGEST_ROW_BYTES = 64 * 1024;

export interface PriceSheetReadOptions {
  /** Called for every fault, in the order of the file. */
  readonly onProblem: (problem: PriceSheetProblem) => void;
  /** Reads on when the header has columns this product does not know. Default false. */
  readonly allowUnknownColumns?: boolean;
}

/** What one record of the file turned out to be. */
type Reading = { readonly row: PriceSheetRow } | { readonly problems: readonly PriceSheetProblem[] };

/**
 * Reads Microsoft's licence price sheet, in the form of the download or of the API, as batches of valid rows.
 *
 * Memory does not grow with the file. Rows with a fault are left out and reported; a caller that wants all or nothing
 * looks at the reports when the last batch has come. A fault of the file (no header, a quote never closed) is
 * reported and ends the reading; only a failing source throws.
 *
 * @param source bytes of the CSV file, UTF-8 with or without byte order mark, LF or CRLF
 */
export async function* readPriceSheet(
  source: Readable,
  options: PriceSheetReadOptions,
): AsyncGenerator<PriceSheetRow[]> {
  const reader = new RecordReader(options);
  const parser = parse({
    bom: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW_BYTES,
    info: true,
  });
  const kind = refuseOtherKinds();
  source.on("error", (error) => kind.destroy(error));
  kind.on("error", (error) => parser.destroy(error));
  source.pipe(kind).pipe(parser);

  let batch: PriceSheetRow[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      const reading = reader.read(record, startLine(record, info.lines));
      if (reading === null) {
        continue;
      }
      if ("problems" in reading) {
        reading.problems.forEach(options.onProblem);
        if (reader.hopeless) {
          return;
        }
        continue;
      }
      batch.push(reading.row);
      if (batch.length === BATCH_ROWS) {
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    if (error instanceof UnreadableFileError) {
      options.onProblem({ line: null, field: null, message: error.message });
    } else if (error instanceof CsvError) {
      options.onProblem(csvProblem(error));
    } else {
      throw error;
    }
    return;
  } finally {
    source.unpipe(kind);
  }
  if (!reader.sawHeader) {
    options.onProblem({ line: null, field: null, message: "The file is empty: choose the price sheet's CSV file." });
  } else if (reader.records === 0) {
    options.onProblem({ line: null, field: null, message: "The file has a header and no rows: nothing to import." });
  }
  if (batch.length > 0) {
    yield batch;
  }
}

class RecordReader {
  sawHeader = false;
  /** The header cannot be used, so no row can. */
  hopeless = false;
  records = 0;
  private width = 0;
  private positions: ColumnPositions = new Map();
  /** A sheet is one market's and one currency's. The first row decides. */
  private place: { market: string; currency: string } | undefined;

  constructor(private readonly options: PriceSheetReadOptions) {}

  /** Returns null for a record that gives neither a row nor a problem, such as the header. */
  read(record: string[], line: number): Reading | null {
    if (!this.sawHeader) {
      return this.readHeaderRecord(record, line);
    }
    this.records += 1;
    if (record.length !== this.width) {
      const message = `The row has ${record.length} columns and the header ${this.width}: put text with commas in quotes.`;
      return { problems: [{ line, field: null, message }] };
    }
    const parsed = rowSchema.safeParse(this.named(record));
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => {
        const field = String(issue.path[0] ?? "") || null;
        return { line, field, message: issue.message.startsWith('"') ? issue.message : `The value ${issue.message}` };
      });
      return { problems };
    }
    const row = Object.assign(parsed.data, { line });
    return this.checkPlace(row) ?? { row };
  }

  private readHeaderRecord(record: string[], line: number): Reading | null {
    this.sawHeader = true;
    this.width = record.length;
    const allowUnknownColumns = this.options.allowUnknownColumns ?? false;
    const { positions, problems } = readHeader(record, { line, allowUnknownColumns });
    this.positions = positions;
    this.hopeless = problems.length > 0;
    return problems.length > 0 ? { problems } : null;
  }

  private named(record: readonly string[]) {
    const text = (name: ColumnName) => record[this.positions.get(name) ?? -1]?.trim() ?? "";
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
      Segment: this.positions.has("Segment") ? text("Segment") : null,
    };
  }

  private checkPlace(row: PriceSheetRow): Reading | null {
    this.place ??= { market: row.market, currency: row.currency };
    const problems: PriceSheetProblem[] = [];
    for (const [field, found, first] of [
      ["Market", row.market, this.place.market],
      ["Currency", row.currency, this.place.currency],
    ] as const) {
      if (found !== first) {
        const message = `"${found}" differs from "${first}" of the first row: import one sheet for each market and currency.`;
        problems.push({ line: row.line, field, message });
      }
    }
    return problems.length > 0 ? { problems } : null;
  }
}

/** A record may hold line breaks inside quotes; the parser tells the line on which it ends. */
function startLine(record: readonly string[], lastLine: number): number {
  let breaks = 0;
  for (const text of record) {
    breaks += text.includes("\n") ? text.split("\n").length - 1 : 0;
  }
  return lastLine - breaks;
}

/** A fault in the very first line is no slip in a price sheet but another kind of file. */
function csvProblem(error: CsvError): PriceSheetProblem {
  const line = Number(error.lines ?? 1);
  return line > 1
    ? { line, field: null, message: csvFault(error) }
    : { line: null, field: null, message: "The file cannot be read as CSV: choose the sheet unpacked, in UTF-8." };
}

function csvFault(error: CsvError): string {
  switch (error.code) {
    case "CSV_MAX_RECORD_SIZE":
    case "CSV_QUOTE_NOT_CLOSED":
      return "A quote is opened and never closed: write a quote inside a quoted text twice.";
    case "CSV_INVALID_CLOSING_QUOTE":
    case "INVALID_OPENING_QUOTE":
      return "A quote stands in the middle of a text: put the whole text in quotes and write inner quotes twice.";
    default:
      return `The row cannot be read as CSV (${error.code}).`;
  }
}
