import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { type Act, JournalTable, LeasedTable, RELEASED } from "../../database";
import type { OutsideSystem } from "../../domain/states";
import type {
  By,
  LeasedTask,
  NewTask,
  PersonsDecision,
  ProvisioningTask,
  StandingRefusal,
  TaskEnd,
  TaskFilter,
  TaskKind,
  TaskState,
  Withdrawal,
  WithdrawalOutcome,
} from "./types";

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
  sightings: unknown;
  decisions: unknown;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  standing_since: Date | null;
  set_up_fault: string | null;
  set_up_since: Date | null;
  absent: OutsideSystem | null;
  absent_since: Date | null;
};

const TABLE = "csp_provisioning_task";

/** Five minutes: longer than the slowest task takes with all its repeats. */
const taskLeases = new LeasedTable(TABLE, 300);

const journal = new JournalTable("csp_provisioning_journal");

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
    sightings: row.sightings,
    decisions: row.decisions,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    standingSince: row.standing_since,
    setUpFault: row.set_up_fault,
    setUpSince: row.set_up_since,
    absent: row.absent,
    absentSince: row.absent_since,
  };
}

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
    const inserted: unknown[] = await trx(TABLE)
      .insert(rows)
      .onConflict(["reference_id", "kind"])
      .ignore()
      .returning("id");
    const orderId = tasks[0]?.groupId ?? "";
    const act = { at: now, action: "take_up", objectKind: "order", objectId: orderId, detail: {} };
    await journal.write(trx, actor === null || inserted.length === 0 ? [] : [{ ...act, actor }]);
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
      await skipRest(trx, task, now);
    }
    return changed === 1;
  });
}

/**
 * Ends an order that is not to be carried out any more, if nothing was ordered for it: the step of the vendor's order is
 * refused with `result`, the steps before and after it are skipped, and the settlement, which gives the money back, is due.
 * Rows are locked, so that a worker either has the step already (then nothing is written) or never gets it.
 *
 * @param mayHaveOrdered looks at the adapter's notes, null where there are none
 */
export async function withdrawGroup(
  db: Knex,
  groupId: string,
  withdrawal: Withdrawal,
  by: { readonly actor: string | null; readonly now: Date },
): Promise<WithdrawalOutcome> {
  const { actor, now } = by;
  return db.transaction(async (trx) => {
    const note = (detail: Act["detail"]) => {
      const act = { at: now, action: "cancel", objectKind: "order", objectId: groupId, detail };
      return journal.write(trx, actor === null ? [] : [{ ...act, actor }]);
    };
    const rows: TaskRow[] = await trx(TABLE).where({ group_id: groupId }).orderBy("position").forUpdate();
    const order = rows.find((row) => row.kind === "place_order");
    if (order === undefined) {
      return "not_enqueued";
    }
    if (order.state === "leased") {
      return "under_way";
    }
    if (order.state === "refused" || order.state === "skipped") {
      await note({ was: "refused" });
      return "nothing_ordered";
    }
    if (order.state === "done") {
      if (rows.some((row) => row.kind === "await_vendor" && row.state === "refused")) {
        await note({ was: "refused" });
        return "nothing_ordered";
      }
      return "ordered";
    }
    const notes = await trx("csp_vendor_order").where({ order_id: groupId }).forUpdate().first<{ notes: unknown }>();
    if (withdrawal.mayHaveOrdered(notes?.notes ?? null)) {
      return "perhaps_ordered";
    }
    // A worker that has lost its lease may still be at work: its next note belongs to a revision that is gone.
    await trx("csp_vendor_order").where({ order_id: groupId }).increment("revision", 1);
    const open = () =>
      trx(TABLE).where({ group_id: groupId }).whereIn("state", ["ready", "waiting", "needs_attention"]);
    await trx(TABLE)
      .where({ id: order.id })
      .update({
        state: "refused",
        result: JSON.stringify(withdrawal.result),
        last_error: withdrawal.error,
        finished_at: now,
        standing_since: null,
      });
    await open()
      .whereNotIn("kind", ["place_order", "settle_order"])
      .update({ state: "skipped", finished_at: now, standing_since: null });
    await open()
      .where({ kind: "settle_order" })
      .update({ state: "ready", next_at: now, failures: 0, standing_since: null });
    await note({ was: order.state });
    return "withdrawn";
  });
}

/** After a refusal nothing else is done for the order but giving its money back. */
async function skipRest(trx: Knex.Transaction, task: ProvisioningTask, now: Date): Promise<void> {
  await trx(TABLE)
    .where({ group_id: task.groupId })
    .where("position", ">", task.position)
    .whereNot({ kind: "settle_order" })
    .whereIn("state", ["ready", "waiting"])
    .update({ state: "skipped", finished_at: now });
}

/**
 * Refuses a task that stands, as its vendor would have: the rest of its group is skipped and the money goes back. False
 * when the task has moved since it was read (somebody retried it), and then nothing is written.
 */
export async function refuseStandingTask(
  db: Knex,
  task: ProvisioningTask,
  refusal: StandingRefusal,
  { actor, now }: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const changed: number = await trx(TABLE)
      .where({ id: task.id, state: "needs_attention", attempts: task.attempts })
      .update({
        state: "refused",
        result: JSON.stringify(refusal),
        finished_at: now,
        standing_since: null,
        last_error: `${refusal.code}: ${refusal.detail}`,
      });
    if (changed === 1) {
      await skipRest(trx, task, now);
      const { code, reason, by } = refusal;
      await journal.write(trx, [
        actOn(task, "refuse", { code, reason, by, stood_because: task.lastError }, { actor, now }),
      ]);
    }
    return changed === 1;
  });
}

/** Keeps what readings have said of lines, if the lease is still held. */
export async function noteSightings(db: Knex, task: LeasedTask, sightings: unknown): Promise<void> {
  await taskLeases.held(db, { id: task.id, token: task.leaseToken }).update({ sightings: JSON.stringify(sightings) });
}

/**
 * Writes what a person decided about lines of a standing task, and makes it due: what follows from it is the worker's to
 * do. False when the task has moved since it was read (somebody decided or retried it), and then nothing is written.
 */
export async function decideStandingTask(
  db: Knex,
  task: ProvisioningTask,
  { action, decisions, detail }: PersonsDecision,
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const changed: number = await trx(TABLE)
      .where({ id: task.id, state: "needs_attention", attempts: task.attempts })
      .update({
        state: "ready",
        next_at: by.now,
        failures: 0,
        standing_since: null,
        // It is waited for from here on, however long it has stood.
        started_at: null,
        decisions: trx.raw("coalesce(decisions, '[]'::jsonb) || ?::jsonb", [JSON.stringify(decisions)]),
      });
    if (changed === 1) {
      await journal.write(trx, [actOn(task, action, { ...detail, stood_because: task.lastError }, by)]);
    }
    return changed === 1;
  });
}

function actOn(task: ProvisioningTask, action: string, detail: Act["detail"], { actor, now }: By): Act {
  const about = { order_id: task.groupId, step: task.kind, ...detail };
  return { at: now, actor, action, objectKind: "provisioning_task", objectId: task.id, detail: about };
}

/** Since when a row has waited for what no attempt of its own can help. */
const WAITING_SINCE = "least(set_up_since, absent_since)";

function columnsOf(end: TaskEnd, trx: Knex.Transaction, now: Date): Record<string, unknown> {
  const fault = end.kind === "waiting" ? (end.setUpFault ?? null) : null;
  const absent = end.kind === "waiting" ? (end.absent ?? null) : null;
  const since = trx.raw(`coalesce(${WAITING_SINCE}, ?)`, [now]);
  const waits = {
    set_up_fault: fault,
    set_up_since: fault === null ? null : since,
    absent,
    absent_since: absent === null ? null : since,
  };
  return { ...waits, ...columnsOfKind(end, trx, now) };
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
      return {
        state: "waiting",
        next_at: end.nextAt,
        last_error: end.error,
        ...(end.setUpFault === undefined && end.absent === undefined
          ? {
              failures: end.failed ? trx.raw("failures + 1") : 0,
              // Nobody has worked on it meanwhile: how long it is worked on is counted without that time.
              started_at: trx.raw(`started_at + (cast(? as timestamptz) - coalesce(${WAITING_SINCE}, ?))`, [now, now]),
            }
          : {
              attempts: trx.raw("greatest(attempts - 1, 0)"),
              started_at: trx.raw("case when attempts > 1 then started_at end"),
            }),
        ...(end.keepRequestId ? {} : { request_id: randomUUID() }),
      };
    case "needs_attention":
      return {
        state: "needs_attention",
        last_error: end.error,
        standing_since: now,
        ...(end.keepRequestId ? {} : { request_id: randomUUID() }),
      };
  }
}

/** Makes a standing or waiting task due now with its count of failures at zero; null when it is in another state. */
export async function retryTask(db: Knex, id: string, by: By): Promise<ProvisioningTask | null> {
  return db.transaction(async (trx) => {
    const rows: TaskRow[] = await trx(TABLE)
      .where({ id })
      .whereIn("state", ["needs_attention", "waiting", "ready"])
      .update({ state: "ready", next_at: by.now, failures: 0, standing_since: null })
      .returning("*");
    const [row] = rows;
    if (row === undefined) {
      return null;
    }
    const task = taskFromRow(row);
    await journal.write(trx, [actOn(task, "retry", { stood_because: task.lastError }, by)]);
    return task;
  });
}

/** Brings tasks that wait for the vendor forward to `now`: the vendor has said that something changed there. */
export async function hastenWaiting(db: Knex, groupIds: readonly string[], now: Date): Promise<number> {
  return db(TABLE)
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
  const query = db(TABLE)
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
  await db(TABLE)
    .whereRaw("group_id = any(?)", [[...orderIds]])
    .whereRaw("payload ->> 'email' <> ''")
    .update({ payload: db.raw("jsonb_set(payload, '{email}', '\"\"')") });
}
