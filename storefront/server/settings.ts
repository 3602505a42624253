import process from "node:process";
import { describeProblems, parseEnvironment, type StorefrontEnvironment } from "../app/server/env.server";

/** Reads the settings, or prints everything that is wrong with them and ends the process with code 2. */
export function readSettings(): StorefrontEnvironment {
  const result = parseEnvironment(process.env);
  if (!result.ok) {
    console.error(describeProblems(result.problems));
    process.exit(2);
  }
  return result.environment;
}
