import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { LeasedTable, RELEASED, requestIdColumns, WAITING_SINCE, waitColumns, waitedForColumns } from "../../database";
import { skipRest, TASK_TABLE, type TaskRow, taskFromRow, taskJournal } from "./task-rows";
import type { LeasedTask, NewTask, ProvisioningTask, TaskEnd, TaskFilter, TaskKind } from "./types";

/** Five minutes: longer than the slowest task takes with all its repeats. */
const taskLeases = new LeasedTable(TASK_TABLE, 300);

const FINAL_STATES = "('done', 'refused', 'skipped')";

/** A task is blocked while an earlier one of its group is not final. */
const NOT_BLOCKED = `not exists (select 1 from ${TASK_TABLE} earlier where earlier.group_id = t.group_id
  and earlier.position < t.position and earlier.state not in ${FINAL_STATES})`;

/** Inserts the tasks that are not there yet; returns how many were new. */
export async function insertTasks(
  db: Knex,
  tasks: readonly NewTask[],
  now: Date,
  actor: string | null,
): Promise<number> {
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
  return db.transaction(async (trx) => {
    const inserted: unknown[] = await trx(TASK_TABLE)
      .insert(rows)
      .onConflict(["reference_id", "kind"])
      .ignore()
      .returning("id");
    const orderId = tasks[0]?.groupId ?? "";
    const act = { at: now, action: "take_up", objectKind: "order", objectId: orderId, detail: {} };
    await taskJournal.write(trx, actor === null || inserted.length === 0 ? [] : [{ ...act, actor }]);
    return inserted.length;
  });
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
    columns: `${TASK_TABLE}.*`,
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
    const changed: number = await held.update({
      ...RELEASED,
      ...waitedForColumns(trx, end, now),
      ...columnsOfKind(end, trx, now),
    });
    if (changed === 1 && end.kind === "refused") {
      await skipRest(trx, task, now);
    }
    return changed === 1;
  });
}

/** Keeps what readings have said of lines, if the lease is still held. */
export async function noteSightings(db: Knex, task: LeasedTask, sightings: unknown): Promise<void> {
  await taskLeases.held(db, { id: task.id, token: task.leaseToken }).update({ sightings: JSON.stringify(sightings) });
}

function columnsOfKind(end: TaskEnd, trx: Knex.Transaction, now: Date): Record<string, unknown> {
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
      return { state: "waiting", ...waitColumns(trx, end, now) };
    case "needs_attention":
      return {
        state: "needs_attention",
        last_error: end.error,
        standing_since: now,
        ...requestIdColumns(end),
      };
  }
}

/** Brings tasks that wait for the vendor forward to `now`: the vendor has said that something changed there. */
export async function hastenWaiting(db: Knex, groupIds: readonly string[], now: Date): Promise<number> {
  return db(TASK_TABLE)
    .whereIn("group_id", [...groupIds])
    .where({ kind: "await_vendor", state: "waiting" })
    .where("next_at", ">", now)
    .update({ next_at: now });
}

/**
 * Tasks that stand with this code, longest first: of one company, or of all (null). At most `limit`.
 */
export async function listStanding(
  db: Knex,
  { code, companyId, limit }: { readonly code: string; readonly companyId: string | null; readonly limit: number },
): Promise<ProvisioningTask[]> {
  const query = db(TASK_TABLE)
    .where({ state: "needs_attention" })
    .whereRaw("starts_with(last_error, ?)", [`${code}:`])
    .orderBy(["standing_since", "id"])
    .limit(limit);
  const rows: TaskRow[] = await (companyId === null ? query : query.whereRaw("payload->>'companyId' = ?", [companyId]));
  return rows.map(taskFromRow);
}

/** The earliest instant at which a task that is not blocked can start, or null. */
export async function nextTaskAt(db: Knex, kinds?: readonly TaskKind[]): Promise<Date | null> {
  const wanted = kinds === undefined ? null : [...kinds];
  const { rows } = await db.raw<{ rows: { at: Date | null }[] }>(
    `select min(t.next_at) as at from ${TASK_TABLE} t where t.state in ('ready', 'waiting') and ${NOT_BLOCKED}
       and (?::text[] is null or t.kind = any(?::text[]))`,
    [wanted, wanted],
  );
  return rows[0]?.at ?? null;
}

export async function readTask(db: Knex, id: string): Promise<ProvisioningTask | null> {
  const row = await db(TASK_TABLE).where({ id }).first<TaskRow | undefined>();
  return row ? taskFromRow(row) : null;
}

export async function readGroup(db: Knex, groupId: string): Promise<ProvisioningTask[]> {
  const rows: TaskRow[] = await db(TASK_TABLE).where({ group_id: groupId }).orderBy("position");
  return rows.map(taskFromRow);
}

/** One page of the queue, newest order first, with the number of all that match. */
export async function listTasks(db: Knex, filter: TaskFilter): Promise<{ tasks: ProvisioningTask[]; count: number }> {
  const matching = () => {
    const query = db(TASK_TABLE);
    if (filter.states !== undefined) {
      query.whereIn("state", [...filter.states]);
    }
    if (filter.groupId !== undefined) {
      query.where({ group_id: filter.groupId });
    }
    if (filter.order !== undefined) {
      query.whereRaw("(group_id = ? or payload ->> 'displayId' = ?)", [filter.order, filter.order.replace(/^#/, "")]);
    }
    if (filter.waitsSince !== undefined) {
      query.whereRaw(`${WAITING_SINCE} <= ?`, [filter.waitsSince]);
    }
    return query;
  };
  const order = [{ column: "created_at", order: "desc" }, { column: "group_id" }, { column: "position" }];
  const rows: TaskRow[] = await matching().orderBy(order).limit(filter.limit).offset(filter.offset);
  const total = await matching().count({ count: "*" }).first<{ count: string | number }>();
  return { tasks: rows.map(taskFromRow), count: Number(total.count) };
}

/** Empties the mail address in the snapshots of these orders. */
export async function forgetAddresses(db: Knex, orderIds: readonly string[]): Promise<void> {
  await db(TASK_TABLE)
    .whereRaw("group_id = any(?)", [[...orderIds]])
    .whereRaw("payload ->> 'email' <> ''")
    .update({ payload: db.raw("jsonb_set(payload, '{email}', '\"\"')") });
}
