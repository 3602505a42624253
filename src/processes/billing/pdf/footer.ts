import { wordsOf } from "../words";
import { FOOTER_Y, MUTED, PAGE, rule, WIDTH } from "./layout";
import type { PrintedDocument } from "./model";
import type { Paper, Type } from "./text";

const PAGE_WIDTH = 170;
/** A seller whose name is written from right to left does not turn the whole line round. */
const LEFT_TO_RIGHT = "\u200e";
const SMALL: Type = { weight: "regular", size: 8, color: MUTED };

/** Who the seller is, whom to ask, and which page this is: known only once all pages exist. */
export function drawFooters(paper: Paper, model: PrintedDocument): void {
  const words = wordsOf(model.locale);
  const { start, count } = paper.doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    paper.doc.switchToPage(page);
    rule(paper.doc, FOOTER_Y - 8);
    paper.write(`${LEFT_TO_RIGHT}${model.footer.identity}`, SMALL, PAGE.left, FOOTER_Y, { width: WIDTH, lines: 1 });
    paper.write(model.footer.questions, SMALL, PAGE.left, FOOTER_Y + 12, { width: WIDTH - PAGE_WIDTH, lines: 1 });
    const place = [model.number, words.page(page - start + 1, count)].filter(Boolean).join(" · ");
    paper.write(place, SMALL, PAGE.right - PAGE_WIDTH, FOOTER_Y + 12, { width: PAGE_WIDTH, align: "right", lines: 1 });
  }
}
