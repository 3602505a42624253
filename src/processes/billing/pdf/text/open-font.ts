import { readFileSync } from "node:fs";
import { create, type Font, type GlyphRun } from "fontkit";
import { FONT_FILES, type FontFiles, type Weight } from "./font-files";

/** Digits of one width each, so that columns of figures line up. */
export const TABULAR: readonly string[] = ["tnum"];

/** Features that place marks on letters. */
const MARKS = ["abvm", "blwm", "mark", "mkmk"];

/** Words with the space that follows. */
const WORDS = /[^ \t]*[ \t]|[^ \t]+$/g;
/** A PDF counts glyphs in thousandths of the type size. */
const UNITS = 1_000;
const MOST_REMEMBERED = 20_000;

/**
 * A font in one weight, read once in the life of a thread and used by all its documents. What it has shaped it
 * remembers: an invoice says the same words over and over, and shaping is where the time goes.
 */
export class OpenFont {
  readonly font: Font;
  /** Above and below the base line, as parts of the type size; below is positive. */
  readonly ascent: number;
  readonly descent: number;
  private readonly shaped = new Map<string, GlyphRun>();
  private readonly known = new Map<number, boolean>();

  constructor(
    readonly id: string,
    /** The file as it was read. */
    readonly source: Buffer,
  ) {
    this.font = open(id, source);
    this.ascent = this.font.ascent / this.font.unitsPerEm;
    this.descent = -this.font.descent / this.font.unitsPerEm;
  }

  has(codePoint: number): boolean {
    let known = this.known.get(codePoint);
    if (known === undefined) {
      known = this.font.hasGlyphForCodePoint(codePoint);
      this.known.set(codePoint, known);
    }
    return known;
  }

  /**
   * The width of a text as a part of the type size.
   * @param features with a list, even an empty one, the text is shaped in one piece; else word by word, as pdfkit does,
   * because words come again and texts do not
   */
  width(text: string, features?: readonly string[]): number {
    const pieces = features === undefined ? (text.match(WORDS) ?? []) : [text];
    return pieces.reduce((sum, piece) => sum + this.shape(piece, features).advanceWidth, 0) / UNITS;
  }

  /** The glyphs of a text and their places, in thousandths of the type size as a PDF has them. Not to be changed. */
  shape(text: string, features: readonly string[] = []): GlyphRun {
    const key = features === TABULAR ? `\u0001${text}` : text;
    const remembered = this.shaped.get(key);
    if (remembered) {
      return remembered;
    }
    const isFigure = features === TABULAR && text.length > 1;
    const run = isFigure ? this.shapeFigure(text) : this.scaled(this.layOut(text, features));
    if (this.shaped.size >= MOST_REMEMBERED) {
      this.shaped.clear();
    }
    this.shaped.set(key, run);
    return run;
  }

  /**
   * Glyphs and places as the font says them. A font may leave out where a mark sits on a certain letter, which the shaper
   * takes for an error: such a text is shaped without placing marks, and if that is refused too, sign by sign. A name in
   * a rare spelling must not cost the document.
   */
  private layOut(text: string, features: readonly string[]): GlyphRun {
    try {
      return this.font.layout(text, [...features]);
    } catch {
      const wanted = Object.fromEntries([
        ...features.map((name) => [name, true]),
        ...MARKS.map((name) => [name, false]),
      ]);
      try {
        return this.font.layout(text, wanted);
      } catch {
        return this.unshaped(text);
      }
    }
  }

  private unshaped(text: string): GlyphRun {
    const run = this.font.layout("");
    run.glyphs = this.font.glyphsForString(text);
    run.positions = run.glyphs.map(({ advanceWidth }) => ({
      xAdvance: advanceWidth,
      yAdvance: 0,
      xOffset: 0,
      yOffset: 0,
      advanceWidth,
    }));
    return run;
  }

  /** Tabular figures do not lean on their neighbours: they are put together from single signs. */
  private shapeFigure(text: string): GlyphRun {
    const signs = [...text].map((sign) => this.shape(sign, TABULAR));
    const run = this.font.layout("", [...TABULAR]);
    run.glyphs = signs.flatMap((sign) => sign.glyphs);
    run.positions = signs.flatMap((sign) => sign.positions);
    return run;
  }

  /** As pdfkit scales what it shapes itself. */
  private scaled(run: GlyphRun): GlyphRun {
    const scale = UNITS / this.font.unitsPerEm;
    run.positions = run.positions.map(({ xAdvance, yAdvance, xOffset, yOffset }, index) => ({
      xAdvance: xAdvance * scale,
      yAdvance: yAdvance * scale,
      xOffset: xOffset * scale,
      yOffset: yOffset * scale,
      advanceWidth: (run.glyphs[index]?.advanceWidth ?? 0) * scale,
    }));
    return run;
  }
}

const opened = new Map<string, OpenFont>();

/** The font of that weight, read at its first use. @throws Error when its package is not installed */
export function openFont(files: FontFiles, weight: Weight): OpenFont {
  const id = `${files.name}-${weight}`;
  let font = opened.get(id);
  if (font === undefined) {
    font = new OpenFont(id, readFileSync(files.path(weight)));
    opened.set(id, font);
  }
  return font;
}

/** The font most of a document is written with; the others follow its measures. */
export function mainFont(weight: Weight): OpenFont {
  const [main] = FONT_FILES;
  if (main === undefined) {
    throw new RangeError("There is no font.");
  }
  return openFont(main, weight);
}

function open(id: string, source: Buffer): Font {
  const font = create(source);
  if ("fonts" in font) {
    throw new TypeError(`The file of the font ${id} is a collection, not one font.`);
  }
  return font;
}
