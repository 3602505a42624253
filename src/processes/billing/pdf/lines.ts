import { LINE_COLUMNS as COLUMNS, INK, MUTED, makeRoom, PAGE, type Pen, rule } from "./layout";
import type { LineRow, PrintedDocument } from "./model";
import type { Paper, Type } from "./text";

const GAP = 9;
const NOTE_GAP = 2;
const BOX = { width: COLUMNS.text.width };

const TITLE: Type = { weight: "strong", size: 9.5, color: INK };
const NOTE: Type = { weight: "regular", size: 8.5, color: MUTED };
const FIGURE: Type = { weight: "regular", size: 9.5, color: INK };
const DISCOUNT: Type = { weight: "regular", size: 8.5, color: MUTED };

/** The table of lines; it continues on as many pages as it needs, each with its own heading. */
export function drawLines(paper: Paper, model: PrintedDocument, pen: Pen): void {
  drawHeading(paper, model.lines.headings, pen);
  for (const row of model.lines.rows) {
    const height = heightOf(paper, row);
    if (makeRoom(paper.doc, pen, height)) {
      drawHeading(paper, model.lines.headings, pen);
    }
    drawRow(paper, row, pen.y);
    pen.y += height;
    rule(paper.doc, pen.y);
    pen.y += GAP;
  }
}

function drawHeading(paper: Paper, headings: PrintedDocument["lines"]["headings"], pen: Pen): void {
  paper.write(headings.description, NOTE, COLUMNS.text.x, pen.y, BOX);
  for (const column of ["quantity", "unitPrice", "net"] as const) {
    const { x, width } = COLUMNS[column];
    paper.write(headings[column], NOTE, x, pen.y, { width, align: "right" });
  }
  pen.y += 15;
  paper.doc.moveTo(PAGE.left, pen.y).lineTo(PAGE.right, pen.y).lineWidth(1).strokeColor(INK).stroke();
  pen.y += GAP;
}

function heightOf(paper: Paper, row: LineRow): number {
  let height = paper.heightOf(row.title, TITLE, BOX);
  for (const text of [...row.notes, ...row.discounts.map(({ label }) => label)]) {
    height += NOTE_GAP + paper.heightOf(text, NOTE, BOX);
  }
  // Discounts are followed by the sum they leave, on a line of its own.
  return height + (row.before === null ? 0 : NOTE_GAP + paper.heightOf(row.net, NOTE, BOX)) + GAP - NOTE_GAP;
}

function drawRow(paper: Paper, row: LineRow, y: number): void {
  let bottom = paper.write(row.title, TITLE, COLUMNS.text.x, y, BOX);
  for (const text of row.notes) {
    bottom = paper.write(text, NOTE, COLUMNS.text.x, bottom + NOTE_GAP, BOX);
  }
  bottom += NOTE_GAP;
  for (const { label, value } of row.discounts) {
    paper.figure(value, DISCOUNT, COLUMNS.net, bottom);
    bottom = paper.write(label, NOTE, COLUMNS.text.x, bottom, BOX) + NOTE_GAP;
  }
  paper.figure(row.quantity, FIGURE, COLUMNS.quantity, y);
  paper.figure(row.unitPrice, FIGURE, COLUMNS.unitPrice, y);
  if (row.before !== null) {
    paper.figure(row.before, FIGURE, COLUMNS.net, y);
  }
  paper.figure(row.net, TITLE, COLUMNS.net, row.before === null ? y : bottom);
}
