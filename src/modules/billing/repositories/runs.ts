import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { LEASE_SECONDS } from "../../../database";
import type { BillingRun, RunFailure, RunStatus } from "../types";

type Row = {
  id: string;
  trigger: BillingRun["trigger"];
  actor: string;
  status: RunStatus;
  dry_run: boolean;
  as_of: Date;
  bounds_policy: string | null;
  started_at: Date;
  heartbeat_at: Date | null;
  finished_at: Date | null;
  failure: string | null;
  due: number;
  done: number;
  failed: number;
  invoices: number;
  drafts: number;
  credit_notes: number;
  lines: number;
  totals: Record<string, number>;
};

/** What a batch adds to a run. */
export type RunProgress = Pick<BillingRun, "done" | "failed" | "invoices" | "drafts" | "creditNotes" | "lines"> & {
  readonly totals: Readonly<Record<string, number>>;
  readonly failures: readonly RunFailure[];
};

/** The audit record of billing runs. */
export class RunRepository {
  constructor(private readonly db: Knex) {}

  /** Writes the record of a run that begins, and closes the records of runs whose process died. */
  async begin(run: BillingRun, db: Knex = this.db): Promise<void> {
    await this.closeDead();
    await db("csp_billing_run").insert({
      id: run.id,
      trigger: run.trigger,
      actor: run.actor,
      status: run.status,
      dry_run: run.dryRun,
      as_of: run.asOf,
      bounds_policy: run.boundsPolicy,
      started_at: run.startedAt,
      heartbeat_at: this.db.fn.now(),
      due: run.due,
    });
  }

  /** Tells that the run's process lives, while it works at a batch. */
  async beat(runId: string): Promise<void> {
    await this.db("csp_billing_run")
      .where({ id: runId })
      .whereIn("status", ["running", "stopping"])
      .update({ heartbeat_at: this.db.fn.now() });
  }

  /**
   * Closes the records of runs whose process died: it has been silent as long as a lease lasts. One that a person had asked
   * to stop is then stopped.
   */
  async closeDead(): Promise<void> {
    await this.db("csp_billing_run")
      .whereIn("status", ["running", "stopping"])
      .whereRaw("coalesce(heartbeat_at, started_at) < now() - ? * interval '1 second'", [LEASE_SECONDS])
      .update({ status: this.endedAs("interrupted") });
  }

  /**
   * Adds a batch to the record; called after every batch, so that a killed run shows how far it came.
   *
   * @returns the run as it is then; its status tells whether someone asked it to stop.
   */
  async progress(runId: string, batch: RunProgress): Promise<BillingRun> {
    return this.db.transaction(async (trx) => {
      const { rows } = await trx.raw<{ rows: Row[] }>(
        `update csp_billing_run r set heartbeat_at = now(), done = done + ?, failed = failed + ?,
           invoices = invoices + ?, drafts = drafts + ?, credit_notes = credit_notes + ?, lines = lines + ?,
           totals = (
             select coalesce(jsonb_object_agg(currency, amount), '{}') from (
               select key as currency, sum(value::bigint) as amount
               from (select * from jsonb_each_text(r.totals) union all select * from jsonb_each_text(?::jsonb)) as parts
               group by key) as summed)
         where id = ? returning *`,
        [
          batch.done,
          batch.failed,
          batch.invoices,
          batch.drafts,
          batch.creditNotes,
          batch.lines,
          JSON.stringify(batch.totals),
          runId,
        ],
      );
      for (const failure of batch.failures) {
        await trx("csp_billing_run_failure")
          .insert({
            run_id: runId,
            billing_account_id: failure.accountId,
            company_id: failure.companyId,
            reason: failure.reason,
            failed_at: failure.failedAt,
          })
          .onConflict(["run_id", "billing_account_id"])
          .merge();
      }
      const [row] = rows;
      if (!row) {
        throw new Error(`The billing run ${runId} has no record.`);
      }
      return toRun(row);
    });
  }

  /**
   * Closes the record. A run that a person asked to stop is stopped, however far it came meanwhile: it is they who let
   * billing go on. Nothing waits for a dry run, so that one just ends.
   *
   * @param failure why it broke off; null when it came to its end
   */
  async finish(runId: string, at: Date, failure: string | null = null): Promise<BillingRun> {
    const [row] = await this.db("csp_billing_run")
      .where({ id: runId })
      .update({
        status: this.endedAs(failure === null ? "done" : "interrupted"),
        failure,
        finished_at: at,
        heartbeat_at: this.db.fn.now(),
      })
      .returning<Row[]>("*");
    if (!row) {
      throw new Error(`The billing run ${runId} has no record.`);
    }
    return toRun(row);
  }

  /** Asks a run to stop after the batches in hand. @returns null when it is not running. */
  async requestStop(runId: string, db: Knex = this.db): Promise<BillingRun | null> {
    const [row] = await db("csp_billing_run")
      .where({ id: runId })
      .whereIn("status", ["running", "stopping"])
      .update({ status: "stopping" })
      .returning<Row[]>("*");
    return row ? toRun(row) : null;
  }

  /**
   * Takes a stopped run up again. It bills all that is due, so other runs that were stopped are over.
   *
   * @returns null when it is not stopped
   */
  async reopen(runId: string, due: number, db: Knex = this.db): Promise<BillingRun | null> {
    return db.transaction(async (trx) => {
      const [row] = await trx("csp_billing_run")
        .where({ id: runId, status: "stopped" })
        .update({ status: "running", finished_at: null, failure: null, due, heartbeat_at: trx.fn.now() })
        .returning<Row[]>("*");
      if (!row) {
        return null;
      }
      if (!row.dry_run) {
        await trx("csp_billing_run").where({ status: "stopped", dry_run: false }).update({ status: "done" });
      }
      return toRun(row);
    });
  }

  /** The run that a person stopped and nobody has taken up since: until then nothing is billed by itself. */
  async stopped(): Promise<BillingRun | null> {
    const row = await this.db<Row>("csp_billing_run").where({ status: "stopped", dry_run: false }).first();
    return row ? toRun(row) : null;
  }

  /** The run for whose sake no other may bill: one that a person has asked to stop, or one that they stopped. */
  async holding(): Promise<BillingRun | null> {
    const row = await this.db<Row>("csp_billing_run")
      .whereIn("status", ["stopping", "stopped"])
      .where({ dry_run: false })
      .orderByRaw("status = 'stopping' desc")
      .first();
    return row ? toRun(row) : null;
  }

  async byId(id: string): Promise<BillingRun | null> {
    const row = await this.db<Row>("csp_billing_run").where({ id }).first();
    return row ? toRun(row) : null;
  }

  /** Newest first. */
  async list(limit: number, offset: number): Promise<{ runs: BillingRun[]; count: number }> {
    const counted = await this.db("csp_billing_run").count({ n: "*" }).first();
    const rows = await this.db<Row>("csp_billing_run")
      .orderBy([
        { column: "started_at", order: "desc" },
        { column: "id", order: "desc" },
      ])
      .limit(limit)
      .offset(offset);
    return { runs: rows.map(toRun), count: Number(counted?.n ?? 0) };
  }

  /** Accounts that a run set aside, with their reasons. */
  async failures(runId: string, limit: number, offset: number): Promise<{ failures: RunFailure[]; count: number }> {
    const query = this.db("csp_billing_run_failure").where({ run_id: runId });
    const counted = await query.clone().count({ n: "*" }).first();
    const rows = await query
      .orderBy(["failed_at", "billing_account_id"])
      .limit(limit)
      .offset(offset)
      .select<{ billing_account_id: string; company_id: string; reason: string; failed_at: Date }[]>("*");
    return {
      failures: rows.map((row) => ({
        accountId: row.billing_account_id,
        companyId: row.company_id,
        reason: row.reason,
        failedAt: row.failed_at,
      })),
      count: Number(counted?.n ?? 0),
    };
  }

  /** The status of a run that ends so, as a column's value: a person's word to stop outlives it. */
  private endedAs(end: "done" | "interrupted") {
    return this.db.raw("case when status in ('stopping', 'stopped') and not dry_run then 'stopped' else ? end", [end]);
  }
}

function toRun(row: Row): BillingRun {
  return {
    id: row.id,
    trigger: row.trigger,
    actor: row.actor,
    status: row.status,
    dryRun: row.dry_run,
    asOf: row.as_of,
    boundsPolicy: row.bounds_policy,
    startedAt: row.started_at,
    heartbeatAt: row.heartbeat_at,
    finishedAt: row.finished_at,
    failure: row.failure,
    due: row.due,
    done: row.done,
    failed: row.failed,
    invoices: row.invoices,
    drafts: row.drafts,
    creditNotes: row.credit_notes,
    lines: row.lines,
    totals: row.totals,
  };
}
