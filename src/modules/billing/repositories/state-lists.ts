import { invoiceTransitions, UNDECIDED_STATES } from "../../../domain/states";

/** A list of states as SQL writes it behind `in`. Only for the domain's own words: nothing is escaped. */
function sqlList(states: readonly string[]): string {
  return `(${states.map((state) => `'${state}'`).join(", ")})`;
}

/** Invoices whose money may still come. */
export const PAYABLE = sqlList(invoiceTransitions.statesThatMay("pay"));

/** Attempts whose outcome is open. */
export const UNDECIDED = sqlList(UNDECIDED_STATES);
