import type { Statement } from "../../server/api/billing.server";

/** What the last balance of a statement is called, and of which day it is. */
export type StatementEnding = { readonly name: string; readonly when: string; readonly on: string };

/** A period that has not passed has no closing balance yet: what is known is the balance so far. */
export function endingOf({ period, as_of_on }: Pick<Statement, "period" | "as_of_on">): StatementEnding {
  return as_of_on <= period.last_on
    ? { name: "Balance so far", when: "so far, as of", on: as_of_on }
    : { name: "Closing balance", when: "at the end of", on: period.last_on };
}
