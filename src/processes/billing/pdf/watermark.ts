import { GHOST, PAGE } from "./layout";
import type { Paper, Type } from "./text";

const WORD: Type = { weight: "strong", size: 120, color: GHOST };
const TILT_DEGREES = -52;

/** Writes a word across every page as it is begun, so that it lies under what the page says. */
export function watermarkPages(paper: Paper, word: string | null): void {
  if (word === null) {
    return;
  }
  const { doc } = paper;
  const width = paper.widthOf(word, WORD);
  doc.on("pageAdded", () => {
    const middle = { x: PAGE.width / 2, y: PAGE.height / 2 };
    doc.save();
    doc.rotate(TILT_DEGREES, { origin: [middle.x, middle.y] });
    paper.write(word, WORD, middle.x - width / 2, middle.y - WORD.size / 2, { width: width + 1 });
    doc.restore();
  });
}
