import type { z } from "zod";

/** One thing that is wrong with what came from outside: which field, and what to write instead. */
export type FieldProblem = {
  /** Dotted path, such as `lines.0.quantity`. */
  readonly field: string;
  readonly message: string;
};

/** How the place that was read is spoken of. */
export type Wording = {
  /** Names the whole, where it is not one field that is wrong. Default `body`. */
  readonly whole?: string;
  /** What to do with a key that is not known. */
  readonly unknownKey?: string;
};

/**
 * What a schema found wrong, one problem for each field: the next one of the same field shows when the first is mended.
 * The one way from a schema's findings to words, for HTTP, files and settings alike.
 */
export function fieldProblems(error: z.core.$ZodError, wording: Wording = {}): FieldProblem[] {
  const { whole = "body", unknownKey = "is not known here; leave it out" } = wording;
  const problems = error.issues.flatMap((issue) => {
    const field = issue.path.join(".");
    return issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ field: field === "" ? key : `${field}.${key}`, message: unknownKey }))
      : [{ field: field === "" ? whole : field, message: wordsOf(issue) }];
  });
  const seen = new Set<string>();
  return problems.filter(({ field }) => !seen.has(field) && seen.add(field));
}

/** How the schema library's own words begin, which are for programmers. */
const NOT_FOR_PEOPLE = /^(?:Invalid|Too big|Too small|Unrecognized)\b/;

const KINDS: Readonly<Record<string, string>> = {
  string: "must be a text",
  number: "must be a number",
  int: "must be a whole number",
  boolean: "must be true or false",
  array: "must be a list",
  object: "must be an object",
};

/** The schema's own words, or plain ones where it has none. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (!NOT_FOR_PEOPLE.test(issue.message)) {
    return issue.message;
  }
  switch (issue.code) {
    case "too_big":
      return bound(issue.origin, "at most", issue.maximum);
    case "too_small":
      return bound(issue.origin, "at least", issue.minimum);
    case "invalid_type":
      return KINDS[issue.expected] ?? OTHER;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}`;
    case "invalid_format":
      return issue.format === "email" ? "must be a mail address" : "is not written as it must be";
    default:
      return OTHER;
  }
}

const OTHER = "is not what is asked for here";

function bound(origin: string, how: string, limit: number | bigint): string {
  switch (origin) {
    case "string":
      return `must be ${how} ${limit} characters`;
    case "array":
    case "set":
      return `must hold ${how} ${limit}`;
    default:
      return `must be ${how} ${limit}`;
  }
}

/** All problems in one line, for logs and for errors that carry a message only. */
export function inOneLine(problems: readonly FieldProblem[]): string {
  return problems.map(({ field, message }) => `${field}: ${message}`).join("; ");
}
