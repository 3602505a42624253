/** Raised at start when settings are missing or wrong. Carries one line per problem. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `Seatline cannot start, ${problems.length} setting(s) need attention:\n${problems.map((p) => `  - ${p}`).join("\n")}`,
    );
    this.name = "EnvironmentError";
  }
}
