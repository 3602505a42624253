import { data } from "react-router";
import type { z } from "zod";
import { ApiError, type FieldProblem } from "./medusa.server";

/** What a form page needs to show a refused form again: the problems, and what the customer had typed. */
export type FormFailure = Readonly<{ problems: readonly FieldProblem[]; values: Readonly<Record<string, string>> }>;

export type FormResult<T> = { ok: true; value: T; values: Record<string, string> } | ({ ok: false } & FormFailure);

/** Fields that are never sent back to the browser. */
const SECRET_FIELDS = new Set(["password"]);

/** Parses a posted form. Texts are trimmed (passwords are not), and every problem names its field. */
export function parseForm<T>(form: FormData, schema: z.ZodType<T>): FormResult<T> {
  const input: Record<string, string> = {};
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string") {
      const secret = SECRET_FIELDS.has(name);
      input[name] = secret ? value : value.trim();
      if (!secret) {
        values[name] = value.trim();
      }
    }
  }
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    return { ok: true, value: parsed.data, values };
  }
  const problems = new Map<string, FieldProblem>();
  for (const issue of parsed.error.issues) {
    const field = issue.path.join(".");
    if (!problems.has(field)) {
      problems.set(field, { field, message: issue.message });
    }
  }
  return { ok: false, problems: [...problems.values()], values };
}

/** What is said of a text that is too long; it stands in the summary too, so it names the field. */
export const tooLong = (field: string, longest: number): string =>
  `Use at most ${longest} characters for the ${field}.`;

/** Answers a refused form with status 400. */
export function formFailure(failure: FormFailure) {
  return data({ problems: failure.problems, values: failure.values }, { status: 400 });
}

/**
 * Runs a call whose refusal belongs beside the form's fields. `rename` maps the API's field names to the form's.
 * Refusals without a field are shown above the form. Everything that is not the customer's doing is thrown on.
 */
export async function withFieldProblems<T>(
  values: Record<string, string>,
  rename: (field: string) => string,
  call: () => Promise<T>,
): Promise<{ ok: true; result: T } | { ok: false; failure: FormFailure }> {
  try {
    return { ok: true, result: await call() };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 401) {
      throw error;
    }
    const problems =
      error.problems.length > 0
        ? error.problems.map(({ field, message }) => ({ field: rename(field), message: sentence(field, message) }))
        : [{ field: "", message: error.message }];
    return { ok: false, failure: { problems, values } };
  }
}

/** An API refusal in one sentence, for places that show a single message. */
export function explain(error: ApiError): string {
  const [first] = error.problems;
  return first === undefined ? error.message : sentence(first.field, first.message);
}

/** The API says what a field "must be"; beside a form that becomes a sentence: "Postal code must be ...". */
function sentence(field: string, message: string): string {
  if (!message.startsWith("must ")) {
    return message;
  }
  const name = (field.split(".").at(-1) ?? field).replaceAll("_", " ");
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${message}.`;
}
