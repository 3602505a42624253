import type { Font, GlyphRun } from "fontkit";
import type { OpenFont } from "./open-font";

/** What pdfkit keeps of its fonts; not among its published types, so its version is pinned and tests draw with it. */
type Inside = {
  _font: EmbeddedFont;
  _fontCount: number;
  readonly _fontFamilies: Record<string, EmbeddedFont>;
  readonly _fragment: (text: string, x: number, y: number, options: PDFKit.Mixins.TextOptions) => void;
};

type EmbeddedFont = {
  readonly constructor: new (document: object, font: Font, id: string) => EmbeddedFont;
  layoutRun: (text: string, features?: readonly string[]) => GlyphRun;
};

/** Writes a text in one font with the document's size and colour: `y` is its base line, `features` as `OpenFont` has them. */
export type FontWriter = (
  text: string,
  font: OpenFont,
  at: { readonly x: number; readonly y: number; readonly features?: readonly string[] | undefined },
) => void;

/**
 * pdfkit opens each font anew for each document, from its bytes, and shapes each text three times: to measure, to write
 * and to know where it ended. It has no door for a font that is open and remembers, so one is put where it keeps those
 * it has opened, and texts whose place is known are handed to what writes them.
 */
export function fontWriter(document: PDFKit.PDFDocument): FontWriter {
  const inside = document as unknown as Inside;
  return (text, font, { x, y, features }) => {
    if (!Object.hasOwn(inside._fontFamilies, font.id)) {
      inside._fontFamilies[font.id] = embedded(document, inside, font);
    }
    document.font(font.id);
    const list = features as PDFKit.Mixins.OpenTypeFeatures[] | undefined;
    inside._fragment(text, x, y, { baseline: "alphabetic", ...(list && { features: list }) });
  };
}

function embedded(document: PDFKit.PDFDocument, inside: Inside, font: OpenFont): EmbeddedFont {
  const Embedded = embeddedFontClass(document, font);
  inside._fontCount += 1;
  const made = new Embedded(document, font.font, `F${inside._fontCount}`);
  made.layoutRun = (text, features) => font.shape(text, features);
  return made;
}

let known: EmbeddedFont["constructor"] | undefined;

/** The class of pdfkit's embedded fonts, known from the first one it opens itself. */
function embeddedFontClass(document: PDFKit.PDFDocument, { source }: OpenFont): EmbeddedFont["constructor"] {
  if (known === undefined) {
    const probe = new (document.constructor as new () => PDFKit.PDFDocument)();
    known = (probe.font(source) as unknown as Inside)._font.constructor;
  }
  return known;
}
