/** One thing to mend: the option's path (or what else is wrong) and the fix. */
export interface OptionProblem {
  readonly option: string;
  readonly message: string;
}

/** Raised at start when options are missing or wrong. Carries everything that is wrong, not the first of it. */
export class OptionsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly OptionProblem[]) {
    const lines = problems.map(({ option, message }) => `${option}: ${message}`);
    const count = lines.length === 1 ? "1 setting needs" : `${lines.length} settings need`;
    super(`Seatline cannot start, ${count} attention:\n${lines.map((line) => `  - ${line}`).join("\n")}`);
    this.name = "OptionsError";
    this.problems = lines;
  }
}
