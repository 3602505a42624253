import { type ParseResult, Parser } from "papaparse";

/** Text that cannot be split into records; `line` is where the faulty record begins. */
export class CsvFault extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
    this.name = "CsvFault";
  }
}

export type CsvRecord = {
  /** Line on which the record begins, counted from 1. */
  readonly line: number;
  readonly fields: string[];
};

const NEVER_CLOSED = "A quote is opened and never closed: write a quote inside a quoted text twice.";
const IN_THE_MIDDLE =
  "A quote stands in the middle of a text: put the whole text in quotes and write inner quotes twice.";
/** A longer record is no price sheet row but a quote that was never closed. */
const LONGEST_RECORD = 64 * 1024;

/**
 * The records of CSV text (commas, double quotes, LF or CRLF) that comes in pieces, in batches. Lines of
 * nothing but commas and blanks are passed over; records of any width are given, since the reader says better than the parser what is wrong with one.
 *
 * @throws CsvFault when quotes are wrong; whatever the source throws
 */
export async function* readRecords(text: AsyncIterable<string>): AsyncGenerator<CsvRecord[]> {
  const parser = new Parser({ delimiter: ",", newline: "\n" });
  let line = 1;
  let rest = "";
  const take = (result: ParseResult<string[]>): CsvRecord[] => {
    const [batch, next] = numbered(result, line);
    line = next;
    return batch;
  };
  for await (const piece of withoutReturns(text)) {
    rest += piece;
    // With `true` the parser leaves an unfinished last record alone, and the cursor tells where it begins.
    const result: ParseResult<string[]> = parser.parse(rest, 0, true);
    rest = rest.slice(result.meta.cursor);
    yield take(result);
    if (rest.length > LONGEST_RECORD) {
      throw new CsvFault(line, NEVER_CLOSED);
    }
  }
  yield take(parser.parse(rest, 0, false));
}

/** Numbers records by line; gives the line on which the next one begins as well. */
function numbered({ data, errors }: ParseResult<string[]>, firstLine: number): [CsvRecord[], number] {
  const records: CsvRecord[] = [];
  let line = firstLine;
  for (const [index, fields] of data.entries()) {
    const fault = errors.find((error) => error.type === "Quotes" && error.row === index);
    if (fault) {
      throw new CsvFault(line, fault.code === "MissingQuotes" ? NEVER_CLOSED : IN_THE_MIDDLE);
    }
    if (fields.some((field) => field.trim() !== "")) {
      records.push({ line, fields });
    }
    line += 1 + lineBreaksIn(fields);
  }
  return [records, line];
}

function lineBreaksIn(fields: readonly string[]): number {
  let count = 0;
  for (const field of fields) {
    for (let at = field.indexOf("\n"); at !== -1; at = field.indexOf("\n", at + 1)) {
      count += 1;
    }
  }
  return count;
}

/** CRLF becomes LF, also where a piece ends between the two. */
async function* withoutReturns(text: AsyncIterable<string>): AsyncGenerator<string> {
  let held = "";
  for await (const piece of text) {
    const joined = held + piece;
    held = joined.endsWith("\r") ? "\r" : "";
    yield joined.slice(0, joined.length - held.length).replaceAll("\r\n", "\n");
  }
  yield held;
}
