import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { JournalTable } from "../../database";
import type { OutsideSystem } from "../../domain/states";
import type { ProvisioningTask, TaskKind, TaskState } from "./types";

export type TaskRow = {
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

export const TASK_TABLE = "csp_provisioning_task";

/** Who did what to orders and their steps. */
export const taskJournal = new JournalTable("csp_provisioning_journal");

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

/** After a refusal nothing else is done for the order but giving its money back. */
export async function skipRest(
  trx: Knex.Transaction,
  task: Pick<ProvisioningTask, "groupId" | "position">,
  now: Date,
): Promise<void> {
  await trx(TASK_TABLE)
    .where({ group_id: task.groupId })
    .where("position", ">", task.position)
    .whereNot({ kind: "settle_order" })
    .whereIn("state", ["ready", "waiting"])
    .update({ state: "skipped", finished_at: now });
}
