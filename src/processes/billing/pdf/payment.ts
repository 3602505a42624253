import type { InvoiceFonts } from "./fonts";
import { ACCENT, INK, MUTED, makeRoom, PAGE, type Pen, rule, WIDTH } from "./layout";
import type { PrintedDocument } from "./model";

const HEADLINE = 10;
const TEXT = 9;

/** What happens with the money, kept together, with a link that can be clicked. */
export function drawPayment(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, model: PrintedDocument, pen: Pen): void {
  const { headline, paragraphs, link } = model.payment;
  doc.font(fonts.regular).fontSize(TEXT);
  const texts = [...paragraphs, ...(link === null ? [] : [link.label])];
  makeRoom(
    doc,
    pen,
    texts.reduce((sum, text) => sum + 4 + doc.heightOfString(text, { width: WIDTH }), 42),
  );
  pen.y += 14;
  rule(doc, pen.y);
  doc
    .font(fonts.strong)
    .fontSize(HEADLINE)
    .fillColor(INK)
    .text(headline, PAGE.left, pen.y + 12, { width: WIDTH });
  doc.font(fonts.regular).fontSize(TEXT).fillColor(MUTED);
  for (const paragraph of paragraphs) {
    doc.text(paragraph, PAGE.left, doc.y + 3, { width: WIDTH });
  }
  if (link !== null) {
    doc.fillColor(ACCENT).text(link.label, PAGE.left, doc.y + 4, { link: link.url, underline: true });
  }
  pen.y = doc.y;
}
