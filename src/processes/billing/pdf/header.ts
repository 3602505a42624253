import { ACCENT, INK, MUTED, PAGE, type Pen, SHADE, WIDTH } from "./layout";
import type { Labelled, PartyBlock, PrintedDocument } from "./model";
import type { Paper, Type } from "./text";

const HALF = WIDTH / 2 - 12;
const FACTS_PER_ROW = 3;
const CELL = (WIDTH - 32) / FACTS_PER_ROW;
const CELL_TEXT = { width: CELL - 10 };

const SELLER: Type = { weight: "strong", size: 15, color: INK };
const TITLE: Type = { weight: "strong", size: 22, color: INK };
const NUMBER: Type = { weight: "regular", size: 10.5, color: MUTED };
const PARTY_LABEL: Type = { weight: "regular", size: 8.5, color: MUTED };
const PARTY_NAME: Type = { weight: "strong", size: 10, color: INK };
const ADDRESS: Type = { weight: "regular", size: 9, color: INK };
const DETAIL: Type = { weight: "regular", size: 9, color: MUTED };
const FACT_LABEL: Type = { weight: "regular", size: 8, color: MUTED };
const FACT: Type = { weight: "strong", size: 9.5, color: INK };

/** Seller's name, title, number; the parties; the facts of the document. */
export function drawHeader(paper: Paper, model: PrintedDocument): Pen {
  paper.doc.rect(0, 0, PAGE.width, 6).fill(ACCENT);
  const sellerBottom = paper.write(model.seller.name, SELLER, PAGE.left, PAGE.top, { width: HALF });
  const right = { width: HALF, align: "right" } as const;
  const x = PAGE.right - HALF;
  const titleBottom = paper.write(model.title, TITLE, x, PAGE.top - 4, right);
  const numberBottom = paper.write(model.number ?? "", NUMBER, x, titleBottom, right);
  const top = Math.max(sellerBottom, numberBottom) + 22;
  const from = drawParty(paper, model.seller, PAGE.left, top);
  const to = drawParty(paper, model.buyer, PAGE.left + WIDTH / 2 + 12, top);
  return drawFacts(paper, model.facts, Math.max(from, to) + 18);
}

function drawParty(paper: Paper, party: PartyBlock, x: number, y: number): number {
  const box = { width: HALF };
  let bottom = paper.write(party.label, PARTY_LABEL, x, y, box);
  bottom = paper.write(party.name, PARTY_NAME, x, bottom + 3, box);
  for (const line of party.address) {
    bottom = paper.write(line, ADDRESS, x, bottom + 1, box);
  }
  for (const line of party.details) {
    bottom = paper.write(line, DETAIL, x, bottom + 1, box);
  }
  return bottom;
}

/** Three facts a row in a shaded box; a long one makes its row higher. */
function drawFacts(paper: Paper, facts: readonly Labelled[], y: number): Pen {
  const rows = Array.from({ length: Math.ceil(facts.length / FACTS_PER_ROW) }, (_, row) =>
    facts.slice(row * FACTS_PER_ROW, (row + 1) * FACTS_PER_ROW),
  );
  const heights = rows.map((row) => 20 + Math.max(...row.map(({ value }) => paper.heightOf(value, FACT, CELL_TEXT))));
  const height = heights.reduce((sum, one) => sum + one, 14);
  paper.doc.roundedRect(PAGE.left, y, WIDTH, height, 4).fill(SHADE);
  let top = y + 11;
  for (const [index, row] of rows.entries()) {
    for (const [cell, fact] of row.entries()) {
      const x = PAGE.left + 16 + cell * CELL;
      paper.write(fact.label, FACT_LABEL, x, top, { ...CELL_TEXT, lines: 1 });
      paper.write(fact.value, FACT, x, top + 11, CELL_TEXT);
    }
    top += heights[index] ?? 0;
  }
  return { y: y + height + 22 };
}
