import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { readableLine } from "./readable-line";

const MOST_LINES = 10;
const SPEAKS_OF_AN_ERROR = [
  /^(uncaught )?(\w*Error|FATAL|PANIC|ERROR)\b/i,
  /^\[[^\]]+\] .*(error|failed|could not|cannot)/i,
  /^(could not|cannot|unable to|npm err)/i,
  /\b(error TS\d+|EADDRINUSE|EACCES|ENOSPC|ERR_[A-Z_]+)\b/,
  /cannot start/i,
];
/** Say that something failed without saying what; what follows says more. */
const HEADLINE = /^(error during build:?|.*build failed in .*|unable to compile .*|error in loading config.*)$/i;
const EMPTY_WORDS = /redisUrl not found|\. skipped\.$|^\s*$/;

const frame = z.object({ fileName: z.string().nullable(), lineNumber: z.number().nullable() });
const errorLine = z.object({
  level: z.enum(["error", "fatal", "panic"]),
  message: z.string(),
  stack: z.array(frame).optional(),
});

/**
 * The first real error among a program's lines, with what belongs to it and the first place in our own sources.
 * Without any line that speaks of an error, its last words.
 */
export function findCause(lines: readonly string[]): string {
  const rows = (firstLogged(lines) ?? lines.map(readableLine).join("\n")).split("\n").map(stripVTControlCharacters);
  const first = rows.findIndex(
    (row) => !HEADLINE.test(row.trim()) && SPEAKS_OF_AN_ERROR.some((form) => form.test(row)),
  );
  if (first < 0) {
    const words = rows.filter((row) => !EMPTY_WORDS.test(row));
    return words.slice(-MOST_LINES).join("\n");
  }
  const rest = rows.slice(first + 1);
  const end = rest.findIndex((row) => /^\s*at |^\s*$|^- .*node_modules/.test(row));
  const place = rest.find((row) => /^\s*at /.test(row) && !/node_modules|node:/.test(row));
  return [rows[first], ...rest.slice(0, Math.min(end < 0 ? MOST_LINES : end, MOST_LINES)), place]
    .filter((row) => row !== undefined)
    .join("\n")
    .trim();
}

/** What a program that writes its log as JSON called an error first. */
function firstLogged(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const { success, data } = errorLine.safeParse(line.startsWith("{") ? parse(line) : undefined);
    if (success && !HEADLINE.test(data.message)) {
      const frames = data.stack?.map(({ fileName, lineNumber }) => `    at ${fileName ?? "node:"}:${lineNumber}`) ?? [];
      return [`ERROR ${data.message}`, ...frames].join("\n");
    }
  }
  return undefined;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
