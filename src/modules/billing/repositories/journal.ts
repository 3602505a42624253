import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { JournalEntry } from "../types";

export type JournalFilter = {
  readonly accountId?: string;
  readonly invoiceId?: string;
  readonly runId?: string;
  readonly limit: number;
  readonly offset: number;
};

type Row = {
  at: Date;
  actor: string;
  action: string;
  billing_account_id: string | null;
  invoice_id: string | null;
  billing_run_id: string | null;
  detail: Record<string, unknown>;
};

/** Who did what, in the order it happened. What a billing run makes carries the run's id and needs no entry of its own. */
export class JournalRepository {
  constructor(private readonly db: Knex) {}

  /** Writes entries in the transaction of what they tell about. */
  async write(trx: Knex, entries: readonly JournalEntry[]): Promise<void> {
    await writeJournal(trx, entries);
  }

  /** Newest first. */
  async list(filter: JournalFilter): Promise<{ entries: JournalEntry[]; count: number }> {
    const query = this.db<Row>("csp_billing_journal");
    if (filter.accountId !== undefined) {
      query.where({ billing_account_id: filter.accountId });
    }
    if (filter.invoiceId !== undefined) {
      query.where({ invoice_id: filter.invoiceId });
    }
    if (filter.runId !== undefined) {
      query.where({ billing_run_id: filter.runId });
    }
    const counted = await query.clone().count({ n: "*" }).first();
    const rows = (await query.orderBy("id", "desc").limit(filter.limit).offset(filter.offset).select("*")) as Row[];
    return { entries: rows.map(toEntry), count: Number(counted?.n ?? 0) };
  }
}

/** Writes entries in the transaction of what they tell about. */
export async function writeJournal(trx: Knex, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) {
    return;
  }
  await trx("csp_billing_journal").insert(
    entries.map((entry) => ({
      at: entry.at,
      actor: entry.actor,
      action: entry.action,
      billing_account_id: entry.billingAccountId,
      invoice_id: entry.invoiceId,
      billing_run_id: entry.billingRunId,
      detail: JSON.stringify(entry.detail),
    })),
  );
}

function toEntry(row: Row): JournalEntry {
  return {
    at: row.at,
    actor: row.actor,
    action: row.action,
    billingAccountId: row.billing_account_id,
    invoiceId: row.invoice_id,
    billingRunId: row.billing_run_id,
    detail: row.detail,
  };
}
