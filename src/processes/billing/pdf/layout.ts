/** A4 in points, and the places and colours all parts of a document share. */
export const PAGE = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 48, bottom: 764 } as const;
export const WIDTH = PAGE.right - PAGE.left;
export const FOOTER_Y = 784;

export const INK = "#16202e";
export const MUTED = "#5b6675";
export const RULE = "#dfe3e8";
export const ACCENT = "#1f4fd8";
export const SHADE = "#f4f6f9";
export const GHOST = "#e9edf3";

type Column = { readonly x: number; readonly width: number };

/** The table of lines, by the left edge and the width of its columns; figures are right-aligned. */
export const LINE_COLUMNS = {
  text: { x: PAGE.left, width: 272 },
  quantity: { x: 328, width: 44 },
  unitPrice: { x: 376, width: 80 },
  net: { x: 460.28, width: 87 },
} as const satisfies Record<string, Column>;

/** The table of tax by rate, left of the totals. */
export const TAX_COLUMNS = {
  name: { x: PAGE.left, width: 76 },
  rate: { x: 124, width: 42 },
  base: { x: 168, width: 68 },
  tax: { x: 238, width: 60 },
} as const satisfies Record<string, Column>;

export const TOTALS = { x: 322, width: PAGE.right - 322, figures: 100 } as const;

/** A cursor that flows down the page. */
export type Pen = { y: number };

/** Goes to a new page unless there is this much room on the current one. */
export function makeRoom(doc: PDFKit.PDFDocument, pen: Pen, height: number): boolean {
  if (pen.y + height <= PAGE.bottom) {
    return false;
  }
  doc.addPage();
  pen.y = PAGE.top;
  return true;
}

export function rule(doc: PDFKit.PDFDocument, y: number, from: number = PAGE.left, to: number = PAGE.right): void {
  doc.moveTo(from, y).lineTo(to, y).lineWidth(0.5).strokeColor(RULE).stroke();
}
