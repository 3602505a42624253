import { data } from "react-router";
import type { z } from "zod";
import { UNREACHABLE } from "./errors.server";
import { ApiError, BackendUnavailableError, type FieldProblem } from "./medusa.server";
import { waitHeaders } from "./wait-headers.server";

/** What a form page needs to show a refused form again: the problems, and what the customer had typed. */
export type FormFailure = Readonly<{
  problems: readonly FieldProblem[];
  values: Readonly<Record<string, string>>;
  /** Default 400. */
  status?: number;
  /** After how many seconds to try again, where the API says so. */
  retryAfter?: string | null;
}>;

export type FormResult<T> = { ok: true; value: T; values: Record<string, string> } | ({ ok: false } & FormFailure);

/** Fields that are never sent back to the browser. */
const SECRET_FIELDS = new Set(["password"]);

/** Reads a posted form as it was typed; texts are trimmed. Passwords are left out: they are never sent back. */
export function typedValues(form: FormData): Record<string, string> {
  const texts = [...form].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value.trim()] as const] : [],
  );
  return Object.fromEntries(texts.filter(([name]) => !SECRET_FIELDS.has(name)));
}

/** How the shop speaks of a field of the API: by its name, when it is empty, and when it is filled in wrongly. */
export type FieldWords = Readonly<{ name: string; missing?: string; wrong?: string }>;

/**
 * Checks what a form is about to send by the API's own schema, so that shop and API never differ in what they take. The
 * shop has its own words for it; for the rest it repeats the API's.
 *
 * @param rename maps the API's field names to the form's
 */
export function problemsOf(
  schema: z.ZodType,
  body: unknown,
  form: { values: Readonly<Record<string, string>>; words: Readonly<Record<string, FieldWords>> },
  rename: (field: string) => string = (field) => field,
): FieldProblem[] {
  const parsed = schema.safeParse(body);
  const problems = new Map<string, FieldProblem>();
  for (const issue of parsed.error?.issues ?? []) {
    const field = rename(issue.path.join("."));
    const { name, missing, wrong } = form.words[field] ?? { name: field };
    const said = () =>
      issue.code === "too_big" ? tooLong(name, Number(issue.maximum)) : (wrong ?? sentence(field, issue.message));
    const message = (form.values[field] ?? "") === "" && missing !== undefined ? missing : said();
    if (!problems.has(field)) {
      problems.set(field, { field, message });
    }
  }
  return [...problems.values()];
}

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

/** Answers a refused form: the page stands as it was, with what is wrong beside the fields. */
export function formFailure({ problems, values, status = 400, retryAfter }: FormFailure) {
  return data({ problems, values }, { status, headers: waitHeaders(retryAfter) });
}

/**
 * Runs a call whose refusal belongs beside the form's fields. `rename` maps the API's field names to the form's.
 * Refusals without a field are shown above the form, and so is an API that cannot be reached: what was typed stays.
 * An ended session is thrown on.
 */
export async function withFieldProblems<T>(
  values: Record<string, string>,
  rename: (field: string) => string,
  call: () => Promise<T>,
): Promise<{ ok: true; result: T } | { ok: false; failure: FormFailure }> {
  try {
    return { ok: true, result: await call() };
  } catch (error) {
    if (error instanceof BackendUnavailableError) {
      console.error(error);
      return { ok: false, failure: { problems: [{ field: "", message: UNREACHABLE }], values, status: 503 } };
    }
    if (!(error instanceof ApiError) || error.status === 401) {
      throw error;
    }
    const problems =
      error.problems.length > 0
        ? error.problems.map(({ field, message }) => ({ field: rename(field), message: sentence(field, message) }))
        : [{ field: "", message: error.message }];
    const wait = error.status === 429 ? { status: 429, retryAfter: error.retryAfter } : {};
    return { ok: false, failure: { problems, values, ...wait } };
  }
}

/** An API refusal in one sentence, for places that show a single message. */
export function explain(error: ApiError): string {
  const [first] = error.problems;
  return first === undefined ? error.message : sentence(first.field, first.message);
}

/** How a message of the API begins that is said of its field: "must be ...", "is not known ...". */
const SAID_OF_FIELD = /^(must|is|was|has|waits|can|cannot|comes|holds|names) /;

/** Fields that the shop's pages call otherwise than the API does. */
const LABELS: Readonly<Record<string, string>> = {
  country_code: "country",
  line1: "street and number",
  line2: "second line of the address",
  outcome: "this choice",
  po_number: "order number",
  prefix: "name of the tenant",
  province: "state",
  quantity: "number of seats",
  subscription: "this subscription",
  tax_id: "tax ID",
};

/** What the API says of a field becomes a sentence beside a form: "Postal code must be ...". */
function sentence(field: string, message: string): string {
  const ended = message.replace(/(?<![.!?])$/, ".");
  if (!SAID_OF_FIELD.test(message)) {
    return ended;
  }
  const last = field.split(".").at(-1) ?? field;
  const name = LABELS[last] ?? last.replaceAll("_", " ");
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${ended}`;
}
