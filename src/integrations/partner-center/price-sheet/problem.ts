/** Something wrong in a price sheet: where it is, which field, what is wrong and how to fix it. */
export type PriceSheetProblem = {
  /** Line in the file, counted from 1; null when the fault is the file itself. */
  readonly line: number | null;
  /** Column; null when the fault is the row or the file. */
  readonly field: string | null;
  readonly message: string;
};
