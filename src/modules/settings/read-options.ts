import { type FieldProblem, fieldProblems } from "../../input";
import { OptionsError } from "./options-error";
import { crossChecks } from "./options-rules";
import { optionsSchema, type Settings } from "./options-schema";

const WORDING = { whole: "options", unknownKey: "is not an option of Seatline; remove it or correct its name" };

export type OptionsReading = {
  /** Null when there are problems. */
  readonly settings: Settings | null;
  readonly problems: readonly FieldProblem[];
};

/**
 * Reads a plugin's or a module's options and collects all that is wrong with them.
 *
 * @param raw as Medusa hands them to a module: it adds the database connection to them, which is not ours
 * @param runsInProduction what the process says of itself, whatever the options say
 */
export function inspectOptions(raw: unknown, runsInProduction = false): OptionsReading {
  const { database: _medusas, ...own } = (raw ?? {}) as Record<string, unknown>;
  const parsed = optionsSchema.safeParse(own);
  const readable = parsed.success ? parsed.data : readableParts(own);
  const production = runsInProduction || (readable.mode ?? "production") === "production";
  const problems = [
    ...(parsed.success ? [] : fieldProblems(parsed.error, WORDING)),
    ...crossChecks(readable, production),
  ];
  return { settings: parsed.success && problems.length === 0 ? Object.freeze(parsed.data) : null, problems };
}

/** @throws OptionsError listing every missing or wrong option at once, each with the fix */
export function readOptions(raw: unknown, runsInProduction = false): Settings {
  const { settings, problems } = inspectOptions(raw, runsInProduction);
  if (settings === null) {
    throw new OptionsError(problems);
  }
  return settings;
}

/** The options that are right in themselves, so that rules over several of them are told in the same list. */
function readableParts(own: Record<string, unknown>): Partial<Settings> {
  const parts = Object.entries(optionsSchema.shape).flatMap(([name, schema]) => {
    const part = schema.safeParse(own[name]);
    return part.success ? [[name, part.data]] : [];
  });
  return Object.fromEntries(parts);
}
