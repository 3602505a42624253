import { findCause } from "./cause";

/** A program that the launcher runs has failed. Its message begins with the cause and names the file with the rest. */
export class ProgramError extends Error {
  /** The first real error among its lines. */
  override readonly cause: string;

  constructor(what: string, lines: readonly string[], log: string | undefined) {
    const cause = findCause(lines);
    const indented = cause
      .split("\n")
      .map((line) => `  ${line}`)
      .join("\n");
    super(`${what}:\n\n${indented}${log ? `\n\nAll that it said: ${log}` : ""}`);
    this.name = "ProgramError";
    this.cause = cause;
  }
}
