import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { BillingRun } from "../types";

type Row = {
  id: string;
  trigger: BillingRun["trigger"];
  dry_run: boolean;
  as_of: Date;
  started_at: Date;
  finished_at: Date | null;
  due: number;
  done: number;
  failed: number;
  invoices: number;
  lines: number;
  totals: Record<string, number>;
  failures: BillingRun["failures"];
};

/** The audit record of billing runs. */
export class RunRepository {
  constructor(private readonly db: Knex) {}

  /** Writes the record as it stands; called after every batch, so that a killed run shows how far it came. */
  async save(run: BillingRun): Promise<void> {
    const columns = {
      finished_at: run.finishedAt,
      due: run.due,
      done: run.done,
      failed: run.failed,
      invoices: run.invoices,
      lines: run.lines,
      totals: JSON.stringify(run.totals),
      failures: JSON.stringify(run.failures),
    };
    await this.db("csp_billing_run")
      .insert({
        id: run.id,
        trigger: run.trigger,
        dry_run: run.dryRun,
        as_of: run.asOf,
        started_at: run.startedAt,
        ...columns,
      })
      .onConflict("id")
      .merge(columns);
  }

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
}

function toRun(row: Row): BillingRun {
  return {
    id: row.id,
    trigger: row.trigger,
    dryRun: row.dry_run,
    asOf: row.as_of,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    due: row.due,
    done: row.done,
    failed: row.failed,
    invoices: row.invoices,
    lines: row.lines,
    totals: row.totals,
    failures: row.failures,
  };
}
