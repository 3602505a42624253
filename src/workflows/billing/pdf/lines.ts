import { periodInWords } from "../../../domain/calendar";
import type { InvoiceDetail, InvoiceLine } from "../../../modules/billing";
import type { InvoiceFonts } from "./fonts";
import { figure } from "./format";
import { COLUMNS, INK, MUTED, PAGE, type Pen, RULE } from "./layout";

const GAP = 9;

/** The table of lines; it continues on as many pages as it needs, each with its own heading. */
export function drawLines(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, invoice: InvoiceDetail, pen: Pen): void {
  drawHeading(doc, fonts, invoice.currency, pen);
  for (const line of invoice.lines) {
    const parts = partsOf(line);
    const height = heightOf(doc, fonts, parts);
    if (pen.y + height > PAGE.bottom) {
      doc.addPage();
      pen.y = PAGE.top;
      drawHeading(doc, fonts, invoice.currency, pen);
    }
    drawLine(doc, fonts, line, parts, invoice.currency, pen.y);
    pen.y += height;
    doc.moveTo(PAGE.left, pen.y).lineTo(PAGE.right, pen.y).lineWidth(0.5).strokeColor(RULE).stroke();
    pen.y += GAP;
  }
}

type Parts = { readonly title: string; readonly small: readonly string[] };

function partsOf(line: InvoiceLine): Parts {
  const period = periodInWords({ start: line.periodStart, end: line.periodEnd });
  // The formula of a whole period ends with the period, which stands on its own line here.
  const formula = line.formula.replace(`, ${period}`, "");
  return { title: line.title, small: [line.detail, `Service period ${period}`, formula].filter((text) => text !== "") };
}

function drawHeading(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, currency: string, pen: Pen): void {
  const right = (column: { x: number; width: number }) => ({ width: column.width, align: "right" as const });
  doc.font(fonts.regular).fontSize(8.5).fillColor(MUTED);
  doc.text("Description", COLUMNS.text.x, pen.y, { width: COLUMNS.text.width });
  doc.text("Seats", COLUMNS.quantity.x, pen.y, right(COLUMNS.quantity));
  doc.text("Price per seat", COLUMNS.unitPrice.x, pen.y, right(COLUMNS.unitPrice));
  doc.text(`Net ${currency}`, COLUMNS.net.x, pen.y, right(COLUMNS.net));
  pen.y += 15;
  doc.moveTo(PAGE.left, pen.y).lineTo(PAGE.right, pen.y).lineWidth(1).strokeColor(INK).stroke();
  pen.y += GAP;
}

function heightOf(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, parts: Parts): number {
  const { width } = COLUMNS.text;
  let height = doc.font(fonts.strong).fontSize(9.5).heightOfString(parts.title, { width });
  doc.font(fonts.regular).fontSize(8.5);
  for (const text of parts.small) {
    height += 2 + doc.heightOfString(text, { width });
  }
  return height + GAP - 2;
}

function drawLine(
  doc: PDFKit.PDFDocument,
  fonts: InvoiceFonts,
  line: InvoiceLine,
  parts: Parts,
  currency: string,
  y: number,
): void {
  doc
    .font(fonts.strong)
    .fontSize(9.5)
    .fillColor(INK)
    .text(parts.title, COLUMNS.text.x, y, { width: COLUMNS.text.width });
  doc.font(fonts.regular).fontSize(8.5).fillColor(MUTED);
  for (const text of parts.small) {
    doc.text(text, COLUMNS.text.x, doc.y + 2, { width: COLUMNS.text.width });
  }
  doc.font(fonts.regular).fontSize(9.5).fillColor(INK);
  doc.text(String(line.quantity), COLUMNS.quantity.x, y, { width: COLUMNS.quantity.width, align: "right" });
  doc.text(figure(line.unitPrice, currency), COLUMNS.unitPrice.x, y, {
    width: COLUMNS.unitPrice.width,
    align: "right",
  });
  doc
    .font(fonts.strong)
    .text(figure(line.net, currency), COLUMNS.net.x, y, { width: COLUMNS.net.width, align: "right" });
}
