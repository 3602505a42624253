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

export interface CsvRecord {
  /** Line on which the record begins, counted from 1. */
  readonly line: number;
  readonly fields: string[];
}

const NEVER_CLOSED = "A quote is opened and never closed: write a quote inside a quoted text twice.";
const IN_THE_MIDDLE =
  "A quote stands in the middle of a text: put the whole text in quotes and write inner quotes twice.";
/** A longer record is no price sheet row but a quote that was never closed. */
const LONGEST_RECORD = 64 * 1024;

/**
 * Splits CSV text (RFC 4180: commas, double quotes, LF or CRLF) that comes in pieces into records. Blank lines are
 * passed over. It searches for the next sign instead of looking at each letter, which makes it several times faster
 * than a general CSV parser: a sheet's cost is then in its validation and storage, where it belongs.
 */
export class CsvSplitter {
  private text = "";
  private line = 1;

  /**
   * The records that are complete with this piece.
   *
   * @throws CsvFault
   */
  push(piece: string): CsvRecord[] {
    this.text += piece;
    return this.split(false);
  }

  /**
   * The last record, when the text does not end with a line break.
   *
   * @throws CsvFault
   */
  end(): CsvRecord[] {
    return this.split(true);
  }

  private split(atEnd: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let start = 0;
    while (start < this.text.length) {
      const scan = new RecordScan(this.text, start, atEnd, this.line);
      if (!scan.run()) {
        break;
      }
      if (scan.fields.length > 1 || scan.fields[0]?.trim() !== "") {
        records.push({ line: this.line, fields: scan.fields });
      }
      this.line += scan.lineBreaks;
      start = scan.position;
    }
    this.text = this.text.slice(start);
    if (this.text.length > LONGEST_RECORD) {
      throw new CsvFault(this.line, NEVER_CLOSED);
    }
    return records;
  }
}

/** One walk over one record. */
class RecordScan {
  readonly fields: string[] = [];
  lineBreaks = 0;

  constructor(
    private readonly text: string,
    /** Where the record begins, and after the walk where the next one does. */
    public position: number,
    private readonly atEnd: boolean,
    private readonly line: number,
  ) {}

  /** False when the text ends before the record does. */
  run(): boolean {
    for (;;) {
      const closed = this.text[this.position] === '"' ? this.quoted() : this.plain();
      if (closed !== ",") {
        return closed === "\n";
      }
    }
  }

  /** Takes a field without quotes; returns the sign behind it, or null when the text ends too early. */
  private plain(): "," | "\n" | null {
    const { text, position } = this;
    const comma = text.indexOf(",", position);
    const newline = this.newlineFrom(position);
    if (comma !== -1 && (newline === -1 || comma < newline)) {
      this.fields.push(text.slice(position, comma));
      this.position = comma + 1;
      return ",";
    }
    if (newline === -1 && !this.atEnd) {
      return null;
    }
    const end = newline === -1 ? text.length : newline;
    this.fields.push(text.slice(position, text[end - 1] === "\r" && end > position ? end - 1 : end));
    this.position = end + 1;
    this.lineBreaks += 1;
    return "\n";
  }

  private nextNewline: number | undefined;

  /** The next line break is looked up once for all the fields before it. */
  private newlineFrom(position: number): number {
    if (this.nextNewline === undefined || (this.nextNewline !== -1 && this.nextNewline < position)) {
      this.nextNewline = this.text.indexOf("\n", position);
    }
    return this.nextNewline;
  }

  private quoted(): "," | "\n" | null {
    const { text } = this;
    const from = this.position + 1;
    let close = text.indexOf('"', from);
    let doubled = false;
    while (close !== -1 && text[close + 1] === '"') {
      doubled = true;
      close = text.indexOf('"', close + 2);
    }
    if (close === -1) {
      return this.unfinished();
    }
    let next = close + 1;
    if (text[next] === "\r") {
      next += 1;
    }
    if (next >= text.length && !this.atEnd) {
      return null;
    }
    const sign = text[next] ?? "\n";
    if ((sign !== "," && sign !== "\n") || (sign === "," && next !== close + 1)) {
      throw new CsvFault(this.line, IN_THE_MIDDLE);
    }
    const value = text.slice(from, close);
    this.fields.push(doubled ? value.replaceAll('""', '"') : value);
    this.lineBreaks += lineBreaksIn(value) + (sign === "\n" ? 1 : 0);
    this.position = next + 1;
    return sign;
  }

  private unfinished(): null {
    if (this.atEnd) {
      throw new CsvFault(this.line, NEVER_CLOSED);
    }
    return null;
  }
}

function lineBreaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    count += 1;
  }
  return count;
}
