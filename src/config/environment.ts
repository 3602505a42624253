import type { z } from "zod";
import { EnvironmentError } from "./environment-error";
import { crossChecks } from "./environment-rules";
import { environmentSchema } from "./environment-schema";

/** All settings of the Medusa process, parsed and checked. Frozen; read once per process. */
export type Environment = z.infer<typeof environmentSchema>;

let cached: Environment | undefined;

/**
 * Settings of this process.
 *
 * @throws EnvironmentError listing every missing or wrong setting at once, each with the fix.
 */
export function environment(): Environment {
  cached ??= parseEnvironment(process.env);
  return cached;
}

/** Parses a set of variables; pure, so that tests can try any combination. */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const present = Object.fromEntries(
    Object.entries(source).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value]])),
  );
  const result = environmentSchema.safeParse(present);
  const problems: string[] = result.success ? [] : describe(result.error);
  const broken = crossChecks(present);
  if (!result.success || broken.length > 0) {
    throw new EnvironmentError([...problems, ...broken]);
  }
  return Object.freeze(result.data);
}

function describe(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join(".") || "settings"}: ${issue.message}`);
}
