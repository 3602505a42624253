import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { Act } from "../../database";
import { skipRest, TASK_TABLE, type TaskRow, taskFromRow, taskJournal } from "./task-rows";
import type { By, PersonsDecision, ProvisioningTask, StandingRefusal, Withdrawal, WithdrawalOutcome } from "./types";

/** What people decide about orders and their steps; each act is journalled in its own transaction. */

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
      return taskJournal.write(trx, actor === null ? [] : [{ ...act, actor }]);
    };
    const rows: TaskRow[] = await trx(TASK_TABLE).where({ group_id: groupId }).orderBy("position").forUpdate();
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
      trx(TASK_TABLE).where({ group_id: groupId }).whereIn("state", ["ready", "waiting", "needs_attention"]);
    await trx(TASK_TABLE)
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
    const changed: number = await trx(TASK_TABLE)
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
      await taskJournal.write(trx, [
        actOn(task, "refuse", { code, reason, by, stood_because: task.lastError }, { actor, now }),
      ]);
    }
    return changed === 1;
  });
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
    const changed: number = await trx(TASK_TABLE)
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
      await taskJournal.write(trx, [actOn(task, action, { ...detail, stood_because: task.lastError }, by)]);
    }
    return changed === 1;
  });
}

/** Makes a standing or waiting task due now with its count of failures at zero; null when it is in another state. */
export async function retryTask(db: Knex, id: string, by: By): Promise<ProvisioningTask | null> {
  return db.transaction(async (trx) => {
    const rows: TaskRow[] = await trx(TASK_TABLE)
      .where({ id })
      .whereIn("state", ["needs_attention", "waiting", "ready"])
      .update({ state: "ready", next_at: by.now, failures: 0, standing_since: null })
      .returning("*");
    const [row] = rows;
    if (row === undefined) {
      return null;
    }
    const task = taskFromRow(row);
    await taskJournal.write(trx, [actOn(task, "retry", { stood_because: task.lastError }, by)]);
    return task;
  });
}

function actOn(task: ProvisioningTask, action: string, detail: Act["detail"], { actor, now }: By): Act {
  const about = { order_id: task.groupId, step: task.kind, ...detail };
  return { at: now, actor, action, objectKind: "provisioning_task", objectId: task.id, detail: about };
}
