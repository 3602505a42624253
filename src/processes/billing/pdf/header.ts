import type { InvoiceFonts } from "./fonts";
import { ACCENT, INK, MUTED, PAGE, type Pen, SHADE, WIDTH } from "./layout";
import type { Labelled, PartyBlock, PrintedDocument } from "./model";

const HALF = WIDTH / 2 - 12;
const FACTS_PER_ROW = 3;
const CELL = (WIDTH - 32) / FACTS_PER_ROW;
const CELL_TEXT = CELL - 10;

/** Seller's name, title, number; the parties; the facts of the document. */
export function drawHeader(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, model: PrintedDocument): Pen {
  doc.rect(0, 0, PAGE.width, 6).fill(ACCENT);
  doc.font(fonts.strong).fontSize(15).fillColor(INK);
  doc.text(model.seller.name, PAGE.left, PAGE.top, { width: HALF });
  const sellerBottom = doc.y;
  const right = { width: HALF, align: "right" } as const;
  const x = PAGE.right - HALF;
  doc.fontSize(22).text(model.title, x, PAGE.top - 4, right);
  doc
    .font(fonts.regular)
    .fontSize(10.5)
    .fillColor(MUTED)
    .text(model.number ?? "", x, doc.y, right);
  const top = Math.max(sellerBottom, doc.y) + 22;
  const from = drawParty(doc, fonts, model.seller, PAGE.left, top);
  const to = drawParty(doc, fonts, model.buyer, PAGE.left + WIDTH / 2 + 12, top);
  return drawFacts(doc, fonts, model.facts, Math.max(from, to) + 18);
}

function drawParty(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, party: PartyBlock, x: number, y: number): number {
  doc.font(fonts.regular).fontSize(8.5).fillColor(MUTED).text(party.label, x, y, { width: HALF });
  doc
    .font(fonts.strong)
    .fontSize(10)
    .fillColor(INK)
    .text(party.name, x, doc.y + 3, { width: HALF });
  doc.font(fonts.regular).fontSize(9);
  for (const line of party.address) {
    doc.text(line, x, doc.y + 1, { width: HALF });
  }
  doc.fillColor(MUTED);
  for (const line of party.details) {
    doc.text(line, x, doc.y + 1, { width: HALF });
  }
  return doc.y;
}

/** Three facts a row in a shaded box; a long one makes its row higher. */
function drawFacts(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, facts: readonly Labelled[], y: number): Pen {
  doc.font(fonts.strong).fontSize(9.5);
  const rows = Array.from({ length: Math.ceil(facts.length / FACTS_PER_ROW) }, (_, row) =>
    facts.slice(row * FACTS_PER_ROW, (row + 1) * FACTS_PER_ROW),
  );
  const heights = rows.map(
    (row) => 20 + Math.max(...row.map(({ value }) => doc.heightOfString(value, { width: CELL_TEXT }))),
  );
  const height = heights.reduce((sum, one) => sum + one, 14);
  doc.roundedRect(PAGE.left, y, WIDTH, height, 4).fill(SHADE);
  let top = y + 11;
  for (const [index, row] of rows.entries()) {
    for (const [cell, fact] of row.entries()) {
      drawFact(doc, fonts, fact, PAGE.left + 16 + cell * CELL, top);
    }
    top += heights[index] ?? 0;
  }
  return { y: y + height + 22 };
}

function drawFact(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, fact: Labelled, x: number, y: number): void {
  doc.font(fonts.regular).fontSize(8).fillColor(MUTED).text(fact.label, x, y, { width: CELL_TEXT, lineBreak: false });
  doc
    .font(fonts.strong)
    .fontSize(9.5)
    .fillColor(INK)
    .text(fact.value, x, y + 11, { width: CELL_TEXT });
}
