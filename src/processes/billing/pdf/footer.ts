import { wordsOf } from "../words";
import type { InvoiceFonts } from "./fonts";
import { FOOTER_Y, MUTED, PAGE, rule, WIDTH } from "./layout";
import type { PrintedDocument } from "./model";

const PAGE_WIDTH = 170;
const LINE = { lineBreak: false, ellipsis: true, height: 11 } as const;

/** Who the seller is, whom to ask, and which page this is: known only once all pages exist. */
export function drawFooters(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, model: PrintedDocument): void {
  const words = wordsOf(model.locale);
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    rule(doc, FOOTER_Y - 8);
    doc.font(fonts.regular).fontSize(8).fillColor(MUTED);
    doc.text(model.footer.identity, PAGE.left, FOOTER_Y, { ...LINE, width: WIDTH });
    doc.text(model.footer.questions, PAGE.left, FOOTER_Y + 12, { ...LINE, width: WIDTH - PAGE_WIDTH });
    const place = [model.number, words.page(page - start + 1, count)].filter(Boolean).join(" · ");
    doc.text(place, PAGE.right - PAGE_WIDTH, FOOTER_Y + 12, { width: PAGE_WIDTH, align: "right", lineBreak: false });
  }
}
