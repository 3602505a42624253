import type { Weight } from "./font-files";
import { type FontWriter, fontWriter } from "./font-writer";
import { mainFont, type OpenFont, TABULAR } from "./open-font";
import { featuresOf, inVisualOrder, widthOf } from "./runs";
import { type Line, wrap } from "./wrap";

/** How a text is written: weight, size in points, colour. */
export type Type = {
  readonly weight: Weight;
  readonly size: number;
  readonly color: string;
};

type Box = {
  readonly width: number;
  readonly align?: "left" | "right";
  /** What stands on more lines than this is cut, which an ellipsis says. */
  readonly lines?: number;
  readonly link?: string;
};

type Column = { readonly x: number; readonly width: number };

const SMALLEST_FIGURE = 5;
/** A script that towers over Latin gets higher lines, within reason. */
const TALLEST = 1.25;
const ELLIPSIS = "…";

/**
 * The text of a document: any script, each stretch in a font that has it, in reading order, never beyond its box. Places
 * are in points from the top left corner; a text's `y` is the top of its first line.
 */
export class Paper {
  private readonly wrapped = new Map<string, readonly Line[]>();
  private readonly writer: FontWriter;

  constructor(readonly doc: PDFKit.PDFDocument) {
    this.writer = fontWriter(doc);
  }

  /** Writes a text and returns where its last line ends. */
  write(text: string, type: Type, x: number, y: number, box: Box): number {
    let top = y;
    for (const line of this.linesOf(text, type, box)) {
      const width = widthOf(line) * type.size;
      const left = box.align === "right" ? x + box.width - width : x;
      const { ascent, height } = measures(line, type);
      this.draw(line, type, left, top + ascent);
      if (box.link !== undefined) {
        this.underline(box.link, type, { x: left, y: top, width, height });
      }
      top += height;
    }
    return top;
  }

  heightOf(text: string, type: Type, box: Box): number {
    return this.linesOf(text, type, box).reduce((sum, line) => sum + measures(line, type).height, 0);
  }

  /** The width of a text on one line. */
  widthOf(text: string, type: Type): number {
    return Math.max(...this.linesOf(text, type, { width: Number.POSITIVE_INFINITY }).map(widthOf)) * type.size;
  }

  /** Writes a figure right-aligned into a column, in smaller type where it is too wide: a broken figure is a wrong one. */
  figure(text: string, type: Type, column: Column, y: number): void {
    const font = mainFont(type.weight);
    const width = font.width(text, TABULAR);
    let size = type.size;
    while (size > SMALLEST_FIGURE && width * size > column.width) {
      size -= 0.5;
    }
    const x = column.x + column.width - width * size;
    this.put(text, font, { ...type, size }, x, y + font.ascent * size, TABULAR);
  }

  private linesOf(text: string, { weight, size }: Type, { width, lines: most }: Box): readonly Line[] {
    const key = `${weight}|${size}|${width}|${most ?? ""}|${text}`;
    const known = this.wrapped.get(key);
    if (known) {
      return known;
    }
    let lines = wrap(text, weight, width / size);
    if (most !== undefined && lines.length > most) {
      const font = mainFont(weight);
      const shortened = wrap(text, weight, width / size - font.width(ELLIPSIS)).slice(0, most);
      lines = [...shortened.slice(0, -1), [...(shortened.at(-1) ?? []), { text: ELLIPSIS, font, level: 0 }]];
    }
    this.wrapped.set(key, lines);
    return lines;
  }

  private draw(line: Line, type: Type, x: number, baseline: number): void {
    let at = x;
    for (const run of inVisualOrder(line)) {
      this.put(run.text, run.font, type, at, baseline, featuresOf(run));
      at += widthOf([run]) * type.size;
    }
  }

  /** @param features OpenType features; with a list, even an empty one, the text is shaped in one piece */
  private put(text: string, font: OpenFont, type: Type, x: number, y: number, features?: readonly string[]): void {
    this.doc.fontSize(type.size).fillColor(type.color);
    this.writer(text, font, { x, y, features });
  }

  private underline(link: string, { color }: Type, at: { x: number; y: number; width: number; height: number }): void {
    const y = at.y + at.height - 0.5;
    this.doc
      .moveTo(at.x, y)
      .lineTo(at.x + at.width, y)
      .lineWidth(0.5)
      .strokeColor(color)
      .stroke();
    this.doc.link(at.x, at.y, at.width, at.height, link);
  }
}

/** The base line of a line below its top, and its height, in points: those of the main font, or more. */
function measures(line: Line, { weight, size }: Type): { readonly ascent: number; readonly height: number } {
  const main = mainFont(weight);
  const highest = (part: "ascent" | "descent") =>
    Math.max(main[part], ...line.map(({ font }) => Math.min(font[part], main[part] * TALLEST)));
  const ascent = highest("ascent");
  return { ascent: ascent * size, height: (ascent + highest("descent")) * size };
}
