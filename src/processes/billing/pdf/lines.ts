import type { InvoiceFonts } from "./fonts";
import { LINE_COLUMNS as COLUMNS, drawFigure, INK, MUTED, makeRoom, PAGE, type Pen, rule } from "./layout";
import type { LineRow, PrintedDocument } from "./model";

const GAP = 9;
const TITLE_SIZE = 9.5;
const NOTE_SIZE = 8.5;
const NOTE_GAP = 2;
const WIDTH = { width: COLUMNS.text.width };

/** The table of lines; it continues on as many pages as it needs, each with its own heading. */
export function drawLines(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, model: PrintedDocument, pen: Pen): void {
  drawHeading(doc, fonts, model.lines.headings, pen);
  for (const row of model.lines.rows) {
    const height = heightOf(doc, fonts, row);
    if (makeRoom(doc, pen, height)) {
      drawHeading(doc, fonts, model.lines.headings, pen);
    }
    drawRow(doc, fonts, row, pen.y);
    pen.y += height;
    rule(doc, pen.y);
    pen.y += GAP;
  }
}

function drawHeading(
  doc: PDFKit.PDFDocument,
  fonts: InvoiceFonts,
  headings: PrintedDocument["lines"]["headings"],
  pen: Pen,
): void {
  doc.font(fonts.regular).fontSize(NOTE_SIZE).fillColor(MUTED);
  doc.text(headings.description, COLUMNS.text.x, pen.y, WIDTH);
  for (const column of ["quantity", "unitPrice", "net"] as const) {
    doc.text(headings[column], COLUMNS[column].x, pen.y, { width: COLUMNS[column].width, align: "right" });
  }
  pen.y += 15;
  doc.moveTo(PAGE.left, pen.y).lineTo(PAGE.right, pen.y).lineWidth(1).strokeColor(INK).stroke();
  pen.y += GAP;
}

function heightOf(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, row: LineRow): number {
  let height = doc.font(fonts.strong).fontSize(TITLE_SIZE).heightOfString(row.title, WIDTH);
  doc.font(fonts.regular).fontSize(NOTE_SIZE);
  for (const text of [...row.notes, ...row.discounts.map(({ label }) => label)]) {
    height += NOTE_GAP + doc.heightOfString(text, WIDTH);
  }
  // Discounts are followed by the sum they leave, on a line of its own.
  return height + (row.before === null ? 0 : NOTE_GAP + doc.heightOfString(row.net, WIDTH)) + GAP - NOTE_GAP;
}

function drawRow(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, row: LineRow, y: number): void {
  doc.font(fonts.strong).fontSize(TITLE_SIZE).fillColor(INK).text(row.title, COLUMNS.text.x, y, WIDTH);
  doc.font(fonts.regular).fontSize(NOTE_SIZE).fillColor(MUTED);
  for (const text of row.notes) {
    doc.text(text, COLUMNS.text.x, doc.y + NOTE_GAP, WIDTH);
  }
  let bottom = doc.y + NOTE_GAP;
  for (const { label, value } of row.discounts) {
    doc.text(label, COLUMNS.text.x, bottom, WIDTH);
    const below = doc.y + NOTE_GAP;
    drawFigure(doc, NOTE_SIZE, value, COLUMNS.net, bottom);
    bottom = below;
  }
  doc.fillColor(INK);
  drawFigure(doc, TITLE_SIZE, row.quantity, COLUMNS.quantity, y);
  drawFigure(doc, TITLE_SIZE, row.unitPrice, COLUMNS.unitPrice, y);
  if (row.before !== null) {
    drawFigure(doc, TITLE_SIZE, row.before, COLUMNS.net, y);
  }
  doc.font(fonts.strong);
  drawFigure(doc, TITLE_SIZE, row.net, COLUMNS.net, row.before === null ? y : bottom);
}
