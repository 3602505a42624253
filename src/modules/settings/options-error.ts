import type { FieldProblem } from "../../input";

/** Raised at start when options are missing or wrong. Carries everything that is wrong, not the first of it. */
export class OptionsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly FieldProblem[]) {
    const lines = problems.map(({ field, message }) => `${field}: ${message}`);
    const count = lines.length === 1 ? "1 setting needs" : `${lines.length} settings need`;
    super(`Seatline cannot start, ${count} attention:\n${lines.map((line) => `  - ${line}`).join("\n")}`);
    this.name = "OptionsError";
    this.problems = lines;
  }
}
