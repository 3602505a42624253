import { ACCENT, INK, MUTED, makeRoom, PAGE, type Pen, rule, WIDTH } from "./layout";
import type { PrintedDocument } from "./model";
import type { Paper, Type } from "./text";

const HEADLINE: Type = { weight: "strong", size: 10, color: INK };
const TEXT: Type = { weight: "regular", size: 9, color: MUTED };
const LINK: Type = { ...TEXT, color: ACCENT };
const BOX = { width: WIDTH };

/** What happens with the money, kept together, with a link that can be clicked. */
export function drawPayment(paper: Paper, model: PrintedDocument, pen: Pen): void {
  const { headline, paragraphs, link } = model.payment;
  const texts = [...paragraphs, ...(link === null ? [] : [link.label])];
  makeRoom(
    paper.doc,
    pen,
    texts.reduce((sum, text) => sum + 4 + paper.heightOf(text, TEXT, BOX), 42),
  );
  pen.y += 14;
  rule(paper.doc, pen.y);
  pen.y = paper.write(headline, HEADLINE, PAGE.left, pen.y + 12, BOX);
  for (const paragraph of paragraphs) {
    pen.y = paper.write(paragraph, TEXT, PAGE.left, pen.y + 3, BOX);
  }
  if (link !== null) {
    pen.y = paper.write(link.label, LINK, PAGE.left, pen.y + 4, { ...BOX, link: link.url });
  }
}
