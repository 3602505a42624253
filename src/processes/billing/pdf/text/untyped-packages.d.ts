/** Unicode line breaking (UAX 14): the breaks of a text, in order. */
declare module "linebreak" {
  class LineBreaker {
    constructor(text: string);
    nextBreak(): { readonly position: number; readonly required: boolean } | null;
  }
  export = LineBreaker;
}

/** The Unicode bidirectional algorithm (UAX 9). */
declare module "bidi-js" {
  type EmbeddingLevels = { readonly levels: Uint8Array };
  type Bidi = {
    getEmbeddingLevels(text: string, direction?: "ltr" | "rtl" | "auto"): EmbeddingLevels;
    getMirroredCharacter(character: string): string | null;
  };
  export default function bidiFactory(): Bidi;
}
