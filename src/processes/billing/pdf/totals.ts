import type { InvoiceFonts } from "./fonts";
import { drawFigure, INK, MUTED, makeRoom, PAGE, type Pen, rule, TAX_COLUMNS, TOTALS, WIDTH } from "./layout";
import type { PrintedDocument, TaxRow, TotalRow } from "./model";

const ROW_GAP = 5;
const SMALL = 8.5;
const PLAIN = 9.5;
const STRONG = 11.5;

/** Tax by rate on the left, the totals on the right, legal words below; never torn over two pages. */
export function drawTotals(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, model: PrintedDocument, pen: Pen): void {
  makeRoom(doc, pen, heightOf(doc, fonts, model));
  pen.y += 6;
  const taxBottom = model.tax.rows.length === 0 ? pen.y : drawTax(doc, fonts, model.tax, pen.y);
  const totalsBottom = drawTotalRows(doc, fonts, model.totals, pen.y);
  pen.y = Math.max(taxBottom, totalsBottom);
  doc.font(fonts.regular).fontSize(SMALL).fillColor(INK);
  for (const note of model.tax.notes) {
    doc.text(note, PAGE.left, pen.y + 6, { width: WIDTH });
    pen.y = doc.y;
  }
}

function heightOf(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, model: PrintedDocument): number {
  doc.font(fonts.regular).fontSize(SMALL);
  const tax = model.tax.rows.reduce((sum, row) => sum + taxRowHeight(doc, row), 20);
  const totals = model.totals.reduce((sum, row) => sum + (row.strong ? 34 : 17), 0);
  const notes = model.tax.notes.reduce((sum, note) => sum + 6 + doc.heightOfString(note, { width: WIDTH }), 0);
  return 6 + Math.max(tax, totals) + notes;
}

function drawTax(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, tax: PrintedDocument["tax"], top: number): number {
  doc.font(fonts.regular).fontSize(SMALL).fillColor(MUTED);
  drawTaxRow(doc, tax.headings, top);
  let y = top + 14;
  rule(doc, y, TAX_COLUMNS.name.x, TAX_COLUMNS.tax.x + TAX_COLUMNS.tax.width);
  y += ROW_GAP;
  doc.fillColor(INK);
  for (const row of tax.rows) {
    drawTaxRow(doc, row, y);
    y += taxRowHeight(doc, row);
  }
  return y;
}

function taxRowHeight(doc: PDFKit.PDFDocument, row: TaxRow): number {
  return doc.heightOfString(row.name, { width: TAX_COLUMNS.name.width }) + ROW_GAP;
}

function drawTaxRow(doc: PDFKit.PDFDocument, row: TaxRow, y: number): void {
  doc.text(row.name, TAX_COLUMNS.name.x, y, { width: TAX_COLUMNS.name.width });
  for (const column of ["rate", "base", "tax"] as const) {
    drawFigure(doc, SMALL, row[column], TAX_COLUMNS[column], y);
  }
}

function drawTotalRows(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, rows: readonly TotalRow[], top: number): number {
  let y = top;
  for (const row of rows) {
    y = row.strong ? drawStrongRow(doc, fonts, row, y) : drawPlainRow(doc, fonts, row, y);
  }
  return y;
}

function drawPlainRow(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, row: TotalRow, y: number): number {
  doc.font(fonts.regular).fontSize(PLAIN);
  const width = TOTALS.width - TOTALS.figures;
  const height = doc.heightOfString(row.label, { width });
  doc.fillColor(MUTED).text(row.label, TOTALS.x, y, { width });
  doc.fillColor(INK);
  drawFigure(doc, PLAIN, row.value, { x: TOTALS.x + width, width: TOTALS.figures }, y);
  return y + height + ROW_GAP;
}

function drawStrongRow(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, row: TotalRow, y: number): number {
  doc
    .moveTo(TOTALS.x, y + 2)
    .lineTo(PAGE.right, y + 2)
    .lineWidth(0.8)
    .strokeColor(INK)
    .stroke();
  doc.font(fonts.strong).fontSize(STRONG).fillColor(INK);
  doc.text(row.label, TOTALS.x, y + 9, { width: TOTALS.width });
  const left = doc.widthOfString(row.label) + ROW_GAP;
  drawFigure(doc, STRONG, row.value, { x: TOTALS.x + left, width: TOTALS.width - left }, y + 9);
  return y + 34;
}
