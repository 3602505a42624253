import type { InvoiceFonts } from "./fonts";
import { GHOST, PAGE } from "./layout";

const SIZE = 120;
const TILT_DEGREES = -52;

/** Writes a word across every page as it is begun, so that it lies under what the page says. */
export function watermarkPages(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, word: string | null): void {
  if (word === null) {
    return;
  }
  doc.on("pageAdded", () => {
    const middle = { x: PAGE.width / 2, y: PAGE.height / 2 };
    doc.save();
    doc.rotate(TILT_DEGREES, { origin: [middle.x, middle.y] });
    doc
      .font(fonts.strong)
      .fontSize(SIZE)
      .fillColor(GHOST)
      .text(word, middle.x - doc.widthOfString(word) / 2, middle.y - SIZE / 2, { lineBreak: false });
    doc.restore();
  });
}
