import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { invoiceTransitions, UNDECIDED_STATES } from "../../../domain/states";

/** A list of states as SQL writes it behind `in`. Only for the domain's own words: nothing is escaped. */
function sqlList(states: readonly string[]): string {
  return `(${states.map((state) => `'${state}'`).join(", ")})`;
}

/** Invoices whose money may still come. */
export const PAYABLE = sqlList(invoiceTransitions.statesThatMay("pay"));

/** When an invoice is charged next: one whose money came meanwhile never is. For updates of `csp_invoice`. */
export const chargeAgain = (db: Knex, at: Date | null): Knex.Raw =>
  db.raw(`case when status in ${PAYABLE} then ?::timestamptz end`, [at]);

/** Attempts whose outcome is open. */
export const UNDECIDED = sqlList(UNDECIDED_STATES);
