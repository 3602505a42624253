import bidiFactory from "bidi-js";
import { FONT_FILES, type FontFiles, type Weight } from "./font-files";
import { mainFont, type OpenFont, openFont } from "./open-font";

/** A stretch of text in one font and one direction, in the order it is read. */
export type Run = {
  readonly text: string;
  readonly font: OpenFont;
  /** Embedding level of UAX 9: odd ones run from right to left. */
  readonly level: number;
};

/** How a run is shaped: from left to right word by word (undefined), else in one piece, without features of its own. */
export function featuresOf({ level }: Pick<Run, "level">): readonly string[] | undefined {
  return level === 0 ? undefined : [];
}

/** The width of runs side by side, as a part of the type size. */
export function widthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + run.font.width(run.text, featuresOf(run)), 0);
}

/** Stands for a character that no font has: an empty square. */
export const REPLACEMENT = "\u25a1";

const bidi = bidiFactory();
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Letters whose glyphs need nothing but to be put side by side from left to right. */
const PLAIN = /^[\u0020-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*$/;
/** Says how to write what is beside it, and needs no glyph. */
const UNSEEN = /[\ufe00-\ufe0f]|\p{Cf}/u;
/** Of those, what has done its work once the order is known. */
const ORDERING = /[\u00ad\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff]/g;
const NEUTRAL = /^[\p{Script=Common}\p{Script=Inherited}]+$/u;
const PICTURE = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|^[\d#*]\ufe0f?\u20e3$/u;
const RIGHT_TO_LEFT_FIRST =
  /^[\p{Script=Common}\p{Script=Inherited}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * A text as it can be set: composed, on one line, without control characters, and without the marks that turn the order
 * of what follows, with which a name could look like another.
 */
export function settable(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/\p{Cc}/gu, " ");
}

/** Cuts a settable text where font or direction changes. */
export function runsOf(text: string, weight: Weight): Run[] {
  const main = mainFont(weight);
  if (PLAIN.test(text) && [...text].every((sign) => main.has(sign.codePointAt(0) ?? 0))) {
    return [{ text, font: main, level: 0 }];
  }
  const { levels } = bidi.getEmbeddingLevels(text, "auto");
  const choose = fontChooser(text, weight);
  const runs: Run[] = [];
  for (const { segment, index } of graphemes.segment(text)) {
    const level = levels[index] ?? 0;
    const last = runs.at(-1);
    const before = last?.level === level ? last : undefined;
    const chosen = choose(segment, before?.font);
    if (before?.font === chosen.font) {
      runs[runs.length - 1] = { ...before, text: before.text + chosen.text };
    } else {
      runs.push({ ...chosen, level });
    }
  }
  return runs;
}

/** The runs of one line from left to right (rule L2 of UAX 9), each as it has to be given to the shaper. */
export function inVisualOrder(runs: readonly Run[]): Run[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      let end = start;
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) {
        end += 1;
      }
      if (end > start) {
        ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
        start = end;
      }
    }
  }
  return ordered.map((run) => ({ ...run, text: forShaper(run) }));
}

/** The shaper turns a text round by the script of its first letter; where that is not the run's direction, we do. */
function forShaper({ text, level }: Run): string {
  const isRightToLeft = level % 2 === 1;
  if (RIGHT_TO_LEFT_FIRST.test(text) === isRightToLeft && !isRightToLeft) {
    return text;
  }
  const clusters = [...graphemes.segment(text)].map(({ segment }) => segment);
  const mirrored = isRightToLeft ? clusters.map((one) => bidi.getMirroredCharacter(one) ?? one) : clusters;
  return (RIGHT_TO_LEFT_FIRST.test(text) === isRightToLeft ? mirrored : mirrored.reverse()).join("");
}

/** Picks the font of each cluster: signs of no script stay with what stands before them, where its font has them. */
function fontChooser(text: string, weight: Weight) {
  const order = fontsFor(text);
  const choose = (whole: string, before: OpenFont | undefined): { readonly text: string; readonly font: OpenFont } => {
    const cluster = whole.replace(ORDERING, "");
    if (cluster === "") {
      return { text: "", font: before ?? mainFont(weight) };
    }
    const needed = [...cluster].filter((sign) => !UNSEEN.test(sign)).map((sign) => sign.codePointAt(0) ?? 0);
    const isComplete = (font: OpenFont) => needed.every((codePoint) => font.has(codePoint));
    const isPicture = PICTURE.test(cluster);
    // A space as wide as a picture would tear the words apart.
    const stays = before !== undefined && !before.id.startsWith("emoji") && !isPicture && NEUTRAL.test(cluster);
    if (stays && isComplete(before)) {
      return { text: cluster, font: before };
    }
    for (const files of isPicture ? [...order].reverse() : order) {
      if (files.covers.test(cluster)) {
        const font = openFont(files, weight);
        if (isComplete(font)) {
          return { text: cluster, font };
        }
      }
    }
    // Ligatures and letters of mathematics are letters in other clothes.
    const plain = cluster.normalize("NFKC");
    return plain === cluster ? { text: REPLACEMENT, font: mainFont(weight) } : choose(plain, before);
  };
  return choose;
}

/** Chinese characters are written differently in Japan, Korea and China; a text's other letters say where it is from. */
function fontsFor(text: string): readonly FontFiles[] {
  const first = /[\p{Script=Hira}\p{Script=Kana}]/u.test(text) ? "jp" : /\p{Script=Hang}/u.test(text) ? "kr" : "sc";
  const eastAsian = ["jp", "sc", "kr"];
  const rank = ({ name }: FontFiles) => (name === first ? 0 : 1);
  return FONT_FILES.flatMap((files) =>
    files.name === "jp"
      ? FONT_FILES.filter(({ name }) => eastAsian.includes(name)).sort((a, b) => rank(a) - rank(b))
      : eastAsian.includes(files.name)
        ? []
        : [files],
  );
}
