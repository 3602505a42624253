import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { LeasedTable, RELEASED } from "../../database";
import type { LeasedTask, NewTask, ProvisioningTask, TaskEnd, TaskFilter, TaskKind, TaskState } from "./types";

type TaskRow = {
  id: string;
  reference_id: string;
  kind: TaskKind;
  group_id: string;
  position: number;
  state: TaskState;
  attempts: number;
  failures: number;
  next_at: Date;
  request_id: string;
  last_error: string | null;
  payload: unknown;
  result: unknown;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

const TABLE = "csp_provisioning_task";

/** Five minutes: longer than the slowest task takes with all its repeats. */
const taskLeases = new LeasedTable(TABLE, 300);

const FINAL_STATES = "('done', 'refused', 'skipped')";

/** A task is blocked while an earlier one of its group is not final. */
const NOT_BLOCKED = `not exists (select 1 from ${TABLE} earlier where earlier.group_id = t.group_id
  and earlier.position < t.position and earlier.state not in ${FINAL_STATES})`;

export function taskFromRow(row: TaskRow): ProvisioningTask {
  return {
    id: row.id,
    referenceId: row.reference_id,
    kind: row.kind,
    groupId: row.group_id,
    position: row.position,
    state: row.state,
    attempts: row.attempts,
    failures: row.failures,
    nextAt: row.next_at,
    requestId: row.request_id,
    lastError: row.last_error,
    payload: row.payload,
    result: row.result,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** Inserts the tasks that are not there yet; returns how many were new. */
export async function insertTasks(db: Knex, tasks: readonly NewTask[], now: Date): Promise<number> {
  const rows = tasks.map((task) => ({
    id: generateEntityId(undefined, "cspprov"),
    reference_id: task.referenceId,
    kind: task.kind,
    group_id: task.groupId,
    position: task.position,
    state: "ready",
    next_at: now,
    request_id: randomUUID(),
    payload: JSON.stringify(task.payload),
    created_at: now,
  }));
  const inserted: unknown[] = await db(TABLE)
    .insert(rows)
    .onConflict(["reference_id", "kind"])
    .ignore()
    .returning("id");
  return inserted.length;
}

/**
 * Leases the task (of these kinds) that has been due longest at `now` and is not blocked, or null. The lease of a worker
 * that died is taken over and counted as a failure, so that a task which kills its worker stops one day.
 */
export async function leaseTask(db: Knex, now: Date, kinds?: readonly TaskKind[]): Promise<LeasedTask | null> {
  const { rows, token } = await taskLeases.take<TaskRow>(db, {
    where: `(t.state = 'leased' or (t.state in ('ready', 'waiting') and t.next_at <= :now)) and ${NOT_BLOCKED}
         and (cast(:kinds as text[]) is null or t.kind = any(:kinds))`,
    bindings: { now, kinds: kinds === undefined ? null : [...kinds] },
    orderBy: "t.next_at, t.id",
    limit: 1,
    columns: `${TABLE}.*`,
    set: `state = 'leased', attempts = attempts + 1, started_at = coalesce(started_at, :now),
       failures = failures + cast(free.resumed as int)`,
  });
  return rows[0] ? { ...taskFromRow(rows[0]), leaseToken: token } : null;
}

/**
 * Writes how a task ended, if the lease is still held; false when another worker has taken it over. After a refusal the
 * rest of the group is skipped, except for the settlement, which has to give the money back.
 */
export async function endTask(db: Knex, task: LeasedTask, end: TaskEnd, now: Date): Promise<boolean> {
  return db.transaction(async (trx) => {
    const held = taskLeases.held(trx, { id: task.id, token: task.leaseToken });
    const changed: number = await held.update({ ...RELEASED, ...columnsOf(end, trx, now) });
    if (changed === 1 && end.kind === "refused") {
      await trx(TABLE)
        .where({ group_id: task.groupId })
        .where("position", ">", task.position)
        .whereNot({ kind: "settle_order" })
        .whereIn("state", ["ready", "waiting"])
        .update({ state: "skipped", finished_at: now });
    }
    return changed === 1;
  });
}

function columnsOf(end: TaskEnd, trx: Knex.Transaction, now: Date): Record<string, unknown> {
  switch (end.kind) {
    case "done":
      return {
        state: "done",
        result: JSON.stringify(end.result ?? null),
        finished_at: now,
        last_error: null,
        failures: 0,
      };
    case "refused":
      return { state: "refused", result: JSON.stringify(end.result ?? null), finished_at: now, last_error: end.error };
    case "waiting":
      return {
        state: "waiting",
        next_at: end.nextAt,
        last_error: end.error,
        failures: end.failed ? trx.raw("failures + 1") : 0,
        ...(end.keepRequestId ? {} : { request_id: randomUUID() }),
      };
    case "needs_attention":
      return {
        state: "needs_attention",
        last_error: end.error,
        ...(end.keepRequestId ? {} : { request_id: randomUUID() }),
      };
  }
}

/** Makes a standing or waiting task due now with its count of failures at zero; null when it is in another state. */
export async function retryTask(db: Knex, id: string, now: Date): Promise<ProvisioningTask | null> {
  const rows: TaskRow[] = await db(TABLE)
    .where({ id })
    .whereIn("state", ["needs_attention", "waiting", "ready"])
    .update({ state: "ready", next_at: now, failures: 0 })
    .returning("*");
  return rows[0] ? taskFromRow(rows[0]) : null;
}

/** Brings tasks that wait for the vendor forward to `now`: the vendor has said that something changed there. */
export async function hastenWaiting(db: Knex, groupIds: readonly string[], now: Date): Promise<number> {
  return db(TABLE)
    .whereIn("group_id", [...groupIds])
    .where({ kind: "await_vendor", state: "waiting" })
    .where("next_at", ">", now)
    .update({ next_at: now });
}

/** The earliest instant at which a task that is not blocked can start, or null. */
export async function nextTaskAt(db: Knex, kinds?: readonly TaskKind[]): Promise<Date | null> {
  const wanted = kinds === undefined ? null : [...kinds];
  const { rows } = await db.raw<{ rows: { at: Date | null }[] }>(
    `select min(t.next_at) as at from ${TABLE} t where t.state in ('ready', 'waiting') and ${NOT_BLOCKED}
       and (?::text[] is null or t.kind = any(?::text[]))`,
    [wanted, wanted],
  );
  return rows[0]?.at ?? null;
}

export async function readTask(db: Knex, id: string): Promise<ProvisioningTask | null> {
  const row = await db(TABLE).where({ id }).first<TaskRow | undefined>();
  return row ? taskFromRow(row) : null;
}

export async function readGroup(db: Knex, groupId: string): Promise<ProvisioningTask[]> {
  const rows: TaskRow[] = await db(TABLE).where({ group_id: groupId }).orderBy("position");
  return rows.map(taskFromRow);
}

/** One page of the queue, newest order first, with the number of all that match. */
export async function listTasks(db: Knex, filter: TaskFilter): Promise<{ tasks: ProvisioningTask[]; count: number }> {
  const matching = () => {
    const query = db(TABLE);
    if (filter.states !== undefined) {
      query.whereIn("state", [...filter.states]);
    }
    if (filter.groupId !== undefined) {
      query.where({ group_id: filter.groupId });
    }
    return query;
  };
  const order = [{ column: "created_at", order: "desc" }, { column: "group_id" }, { column: "position" }];
  const rows: TaskRow[] = await matching().orderBy(order).limit(filter.limit).offset(filter.offset);
  const total = await matching().count({ count: "*" }).first<{ count: string | number }>();
  return { tasks: rows.map(taskFromRow), count: Number(total.count) };
}
