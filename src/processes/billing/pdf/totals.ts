import { INK, MUTED, makeRoom, PAGE, type Pen, rule, TAX_COLUMNS, TOTALS, WIDTH } from "./layout";
import type { PrintedDocument, TaxRow, TotalRow } from "./model";
import type { Paper, Type } from "./text";

const ROW_GAP = 5;
const HEADING: Type = { weight: "regular", size: 8.5, color: MUTED };
const SMALL: Type = { weight: "regular", size: 8.5, color: INK };
const LABEL: Type = { weight: "regular", size: 9.5, color: MUTED };
const PLAIN: Type = { weight: "regular", size: 9.5, color: INK };
const STRONG: Type = { weight: "strong", size: 11.5, color: INK };
const NAME = { width: TAX_COLUMNS.name.width };
const NOTE = { width: WIDTH };

/** Tax by rate on the left, the totals on the right, legal words below; never torn over two pages. */
export function drawTotals(paper: Paper, model: PrintedDocument, pen: Pen): void {
  makeRoom(paper.doc, pen, heightOf(paper, model));
  pen.y += 6;
  const taxBottom = model.tax.rows.length === 0 ? pen.y : drawTax(paper, model.tax, pen.y);
  const totalsBottom = drawTotalRows(paper, model.totals, pen.y);
  pen.y = Math.max(taxBottom, totalsBottom);
  for (const note of model.tax.notes) {
    pen.y = paper.write(note, SMALL, PAGE.left, pen.y + 6, NOTE);
  }
}

function heightOf(paper: Paper, model: PrintedDocument): number {
  const tax = model.tax.rows.reduce((sum, row) => sum + taxRowHeight(paper, row), 20);
  const totals = model.totals.reduce((sum, row) => sum + (row.strong ? 34 : 17), 0);
  const notes = model.tax.notes.reduce((sum, note) => sum + 6 + paper.heightOf(note, SMALL, NOTE), 0);
  return 6 + Math.max(tax, totals) + notes;
}

function drawTax(paper: Paper, tax: PrintedDocument["tax"], top: number): number {
  drawTaxRow(paper, HEADING, tax.headings, top);
  let y = top + 14;
  rule(paper.doc, y, TAX_COLUMNS.name.x, TAX_COLUMNS.tax.x + TAX_COLUMNS.tax.width);
  y += ROW_GAP;
  for (const row of tax.rows) {
    drawTaxRow(paper, SMALL, row, y);
    y += taxRowHeight(paper, row);
  }
  return y;
}

function taxRowHeight(paper: Paper, row: TaxRow): number {
  return paper.heightOf(row.name, SMALL, NAME) + ROW_GAP;
}

function drawTaxRow(paper: Paper, type: Type, row: TaxRow, y: number): void {
  paper.write(row.name, type, TAX_COLUMNS.name.x, y, NAME);
  for (const column of ["rate", "base", "tax"] as const) {
    paper.figure(row[column], type, TAX_COLUMNS[column], y);
  }
}

function drawTotalRows(paper: Paper, rows: readonly TotalRow[], top: number): number {
  let y = top;
  for (const row of rows) {
    y = row.strong ? drawStrongRow(paper, row, y) : drawPlainRow(paper, row, y);
  }
  return y;
}

function drawPlainRow(paper: Paper, row: TotalRow, y: number): number {
  const width = TOTALS.width - TOTALS.figures;
  const bottom = paper.write(row.label, LABEL, TOTALS.x, y, { width });
  paper.figure(row.value, PLAIN, { x: TOTALS.x + width, width: TOTALS.figures }, y);
  return bottom + ROW_GAP;
}

function drawStrongRow(paper: Paper, row: TotalRow, y: number): number {
  paper.doc
    .moveTo(TOTALS.x, y + 2)
    .lineTo(PAGE.right, y + 2)
    .lineWidth(0.8)
    .strokeColor(INK)
    .stroke();
  paper.write(row.label, STRONG, TOTALS.x, y + 9, { width: TOTALS.width });
  const left = paper.widthOf(row.label, STRONG) + ROW_GAP;
  paper.figure(row.value, STRONG, { x: TOTALS.x + left, width: TOTALS.width - left }, y + 9);
  return y + 34;
}
