import type { Readable } from "node:stream";
import { CsvFault, readRecords } from "./csv-records";
import type { PriceSheetProblem } from "./problem";
import { RowReader } from "./row-reader";
import type { PriceSheetRow } from "./row-schema";
import { readText, UnreadableFileError } from "./text-source";

export type PriceSheetReadOptions = {
  /** Called for every fault, in the order of the file. */
  readonly onProblem: (problem: PriceSheetProblem) => void;
  /** Reads on when the header has columns this product does not know. Default false. */
  readonly allowUnknownColumns?: boolean;
};

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
  const rows = new RowReader(options);
  try {
    for await (const records of readRecords(readText(source))) {
      const batch = rows.read(records);
      if (batch === null) {
        return;
      }
      if (batch.length > 0) {
        yield batch;
      }
    }
  } catch (error) {
    if (error instanceof CsvFault) {
      options.onProblem({ line: error.line, field: null, message: error.message });
    } else if (error instanceof UnreadableFileError) {
      options.onProblem({ line: null, field: null, message: error.message });
    } else {
      throw error;
    }
    return;
  }
  rows.end();
}
