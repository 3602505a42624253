import LineBreaker from "linebreak";
import type { Weight } from "./font-files";
import { type Run, runsOf, settable, widthOf } from "./runs";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** Scripts that put no space between words, with a dictionary that knows where they end. */
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]{2,}/gu;
const words = new Intl.Segmenter("th", { granularity: "word" });

/** One line of a text: its runs in the order they are read, without the space it ends with. */
export type Line = readonly Run[];

/**
 * Breaks a text into lines of at most `width` (in parts of the type size): after words, between the characters of scripts
 * that know no spaces, and inside a word only where it is wider than the line alone. At least one line, perhaps an empty
 * one.
 */
export function wrap(text: string, weight: Weight, width: number): Line[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((paragraph) => wrapParagraph(settable(paragraph), weight, width));
}

function wrapParagraph(text: string, weight: Weight, width: number): Line[] {
  const runs = runsOf(text, weight);
  const set = runs.map((run) => run.text).join("");
  if (widthOf(runs) <= width) {
    return [trimmed(runs)];
  }
  const lines: Line[] = [];
  let start = 0;
  let end = 0;
  let used = 0;
  const close = (at: number) => {
    lines.push(trimmed(cut(runs, start, at)));
    start = at;
    used = 0;
  };
  for (const next of breaksOf(set)) {
    const piece = cut(runs, end, next);
    if (used + widthOf(trimmed(piece)) > width && end > start) {
      close(end);
    }
    if (widthOf(trimmed(piece)) > width) {
      for (const cluster of graphemes.segment(set.slice(end, next))) {
        const from = end + cluster.index;
        const taken = widthOf(cut(runs, from, from + cluster.segment.length));
        if (used + taken > width && from > start) {
          close(from);
        }
        used += taken;
      }
    } else {
      used += widthOf(piece);
    }
    end = next;
  }
  if (end > start || lines.length === 0) {
    close(end);
  }
  return lines;
}

/** Where a line may end, the end of the text included. */
function breaksOf(text: string): number[] {
  const positions = new Set<number>();
  const breaker = new LineBreaker(text);
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    positions.add(next.position);
  }
  for (const match of text.matchAll(UNSPACED)) {
    for (const { index } of words.segment(match[0])) {
      if (index > 0) {
        positions.add(match.index + index);
      }
    }
  }
  return [...positions].sort((a, b) => a - b);
}

/** The runs between two places of the text. */
function cut(runs: readonly Run[], from: number, to: number): Run[] {
  let at = 0;
  return runs.flatMap((run) => {
    const text = run.text.slice(Math.max(from - at, 0), Math.max(to - at, 0));
    at += run.text.length;
    return text === "" ? [] : [{ ...run, text }];
  });
}

function trimmed(runs: readonly Run[]): Line {
  const kept = [...runs];
  for (let last = kept.pop(); last !== undefined; last = kept.pop()) {
    const text = last.text.trimEnd();
    if (text !== "") {
      return [...kept, { ...last, text }];
    }
  }
  return [];
}
