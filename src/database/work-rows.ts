import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { WorkEnd, WorkWaits } from "../domain/retry";

/** Since when a row of work at the outside has waited for what no attempt of its own can help. SQL. */
export const WAITING_SINCE = "least(set_up_since, absent_since)";

/** The columns that say what a row waits for besides its own date: a fault of our set-up, or a system that is away. */
export function waitedForColumns(db: Knex, end: WorkEnd, now: Date): Record<string, unknown> {
  const fault = end.kind === "waiting" ? (end.setUpFault ?? null) : null;
  const absent = end.kind === "waiting" ? (end.absent ?? null) : null;
  const since = db.raw(`coalesce(${WAITING_SINCE}, ?)`, [now]);
  return {
    set_up_fault: fault,
    set_up_since: fault === null ? null : since,
    absent,
    absent_since: absent === null ? null : since,
  };
}

/** The columns of a row that comes again: what was no attempt is not counted as one. */
export function waitColumns(db: Knex, end: WorkWaits, now: Date): Record<string, unknown> {
  return {
    next_at: end.nextAt,
    last_error: end.error,
    ...(end.setUpFault === undefined && end.absent === undefined
      ? {
          failures: end.failed ? db.raw("failures + 1") : 0,
          // Nobody has worked on it meanwhile: how long it is worked on is counted without that time.
          started_at: db.raw(`started_at + (cast(? as timestamptz) - coalesce(${WAITING_SINCE}, ?))`, [now, now]),
        }
      : {
          attempts: db.raw("greatest(attempts - 1, 0)"),
          started_at: db.raw("case when attempts > 1 then started_at end"),
        }),
    ...requestIdColumns(end),
  };
}

/** A request that was answered gets another id; one that may still take effect keeps its own. */
export const requestIdColumns = ({ keepRequestId }: { readonly keepRequestId: boolean }): Record<string, unknown> =>
  keepRequestId ? {} : { request_id: randomUUID() };
