import { stripVTControlCharacters } from "node:util";
import { readableLine } from "./readable-line";

const MOST_LINES = 12;
const ERROR = /\berror\b|\bfailed\b|cannot (find|start|resolve)|could not|unable to|not found|EADDRINUSE|ERR_[A-Z]/i;
/** Says that something failed without saying what; what follows says more. */
const HEADLINE = /^(error during build:?|.*build failed in .*|unable to compile .*|error starting server)$/i;
const NOISE = /warn|deprecat|^\s*at |trace-|0 errors/i;

/**
 * The first real error among a program's lines with what belongs to it, e.g. the place in a source file. Without any
 * line that speaks of an error, its last words.
 */
export function findCause(lines: readonly string[]): string {
  const readable = lines.flatMap((line) => stripVTControlCharacters(readableLine(line)).split("\n"));
  const first = readable.findIndex((line) => ERROR.test(line) && !NOISE.test(line) && !HEADLINE.test(line.trim()));
  if (first < 0) {
    return readable
      .filter((line) => line.trim())
      .slice(-MOST_LINES)
      .join("\n");
  }
  const [head = "", ...rest] = readable.slice(first);
  const end = rest.findIndex((line) => /^\s*at /.test(line) || (line.trim() === "" && rest.length > 0));
  const belonging = rest.slice(0, end < 0 ? MOST_LINES : Math.min(end, MOST_LINES));
  const stack = rest.find((line) => /^\s*at .*[/\\](src|storefront|sandbox|medusa-config)/.test(line));
  return [head, ...belonging, ...(stack ? [stack] : [])].join("\n").trim();
}
