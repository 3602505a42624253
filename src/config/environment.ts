import { createHmac } from "node:crypto";
import { type FieldProblem, fieldProblems } from "../input";
import { inspectOptions, OptionsError, type SeatlineOptions } from "../modules/settings";
import { type HostSettings, hostVariables } from "./host-variables";
import { optionsOf, variableOf } from "./variables";

/** What `medusa-config.ts` is made of when Seatline runs as an application. */
export type Application = {
  readonly host: HostSettings;
  /** The options Seatline would get from a host as its plugin. */
  readonly options: SeatlineOptions;
  /** Medusa seals its users' second factors with this. It comes from our key, so that there is one secret to keep. */
  readonly secondFactorKey: string;
};

/**
 * Reads the application's settings from the environment; without `NODE_ENV` it is a production one, as `medusa start`
 * has it.
 *
 * @throws OptionsError listing every missing or wrong variable at once, each with the fix
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>> = process.env): Application {
  const present = Object.fromEntries(
    Object.entries(source).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value]])),
  );
  const host = hostVariables.safeParse(present);
  const options = optionsOf(present);
  const { settings, problems } = inspectOptions(options);
  if (!host.success || settings === null) {
    const hosts = host.success ? [] : fieldProblems(host.error, { whole: "environment" });
    throw new OptionsError([...hosts, ...problems.map(byVariable)]);
  }
  const secondFactorKey = createHmac("sha256", settings.secretsKey).update("second factors").digest("base64");
  return Object.freeze({ host: host.data, options: options as SeatlineOptions, secondFactorKey });
}

/** Who sets variables is told about variables. */
function byVariable({ field, message }: FieldProblem): FieldProblem {
  return { field: variableOf(field) ?? field, message };
}
