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
      : [{ field: field === "" ? whole : field, message: issue.message }];
  });
  const seen = new Set<string>();
  return problems.filter(({ field }) => !seen.has(field) && seen.add(field));
}

/** All problems in one line, for logs and for errors that carry a message only. */
export function inOneLine(problems: readonly FieldProblem[]): string {
  return problems.map(({ field, message }) => `${field}: ${message}`).join("; ");
}
