import { existsSync, readFileSync } from "node:fs";
import { builtinSheet } from "./builtin-sheet";
import { extendedTermSheet } from "./extended-term-sheet";
import { readSheet, type SheetRow } from "./sheet-row";

/** A price sheet and the month (`YYYY-MM`) from whose first day it holds. */
export interface DatedSheet {
  month: string;
  file: string;
}

export interface PriceSheet {
  month: string;
  text: string;
  rows: SheetRow[];
  /** The extended service terms of the same month, which have a sheet of their own. */
  extended: { text: string; rows: SheetRow[] };
}

function readMonth(month: string, text: string): PriceSheet {
  const extended = extendedTermSheet(text);
  return { month, text, rows: readSheet(text), extended: { text: extended, rows: readSheet(extended) } };
}

const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

const monthAfter = (at: Date): string => monthOf(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)));

/** The published price sheets: the newest that has begun is current, the one of next month is the preview. */
export class PriceSheets {
  private readonly sheets: PriceSheet[];

  /** `file` holds from the beginning of time; a missing file is replaced by a small built-in sheet. */
  constructor(file: string | undefined, later: readonly DatedSheet[]) {
    const text = file !== undefined && existsSync(file) ? readFileSync(file, "utf8") : builtinSheet();
    const dated = later.map((sheet) => ({ month: sheet.month, text: readFileSync(sheet.file, "utf8") }));
    this.sheets = [{ month: "0000-00", text }, ...dated]
      .sort((a, b) => (a.month < b.month ? -1 : 1))
      .map((sheet) => readMonth(sheet.month, sheet.text));
  }

  current(now: Date): PriceSheet {
    return this.ofMonth(monthOf(now));
  }

  /** The sheet that begins next month, or null when nothing changes. */
  future(now: Date): PriceSheet | null {
    return this.sheets.find((sheet) => sheet.month === monthAfter(now)) ?? null;
  }

  /** The sheet that held in a month `YYYY-MM`. */
  ofMonth(month: string): PriceSheet {
    const sheet = this.sheets.findLast((candidate) => candidate.month <= month);
    if (!sheet) {
      throw new Error(`No price sheet holds in ${month}.`);
    }
    return sheet;
  }
}
