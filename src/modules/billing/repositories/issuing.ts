import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { LegalEntity, NewInvoice } from "../types";
import { becomesDue } from "./accounts";
import { INVOICE_COLUMNS, invoiceToRow, type NumberedInvoice } from "./invoice-rows";
import { LINE_COLUMNS, lineToRow } from "./line-rows";
import { toInteger } from "./numbers";

/** What the account's schedule becomes once its invoices are written. */
export type NextRun = { readonly accountId: string; readonly scheduleVersion: number; readonly at: Date | null };

export type IssueInput = {
  readonly legalEntity: LegalEntity;
  readonly invoices: readonly NewInvoice[];
  /** Accounts whose work is done with this batch. */
  readonly nextRuns: readonly NextRun[];
  /** Accounts that someone else has to look at: due at the instant, unless they are due earlier. */
  readonly dueAt?: readonly { readonly accountId: string; readonly at: Date }[];
  /** The lease under which the accounts were read; accounts it no longer covers are left out. Null: no lease needed. */
  readonly leaseToken: string | null;
};

export type IssuedInvoice = { readonly id: string; readonly number: string; readonly billingAccountId: string };

/**
 * Writes a batch of invoices with their lines and numbers in one transaction.
 *
 * The accounts' rows are locked first, so that a run and a settlement of the same company take turns. Numbers are
 * taken as one block per series from a row that is updated inside this transaction: a rollback gives them back, and
 * the row is held only for the inserts that follow. An invoice that exists already (same account, kind and period) is
 * left out; a charge that was billed before makes the whole batch fail on its unique key.
 *
 * @returns the invoices written now.
 */
export async function issueInvoices(db: Knex, input: IssueInput): Promise<IssuedInvoice[]> {
  return db.transaction(async (trx) => {
    const held = await lockAccounts(trx, input);
    const candidates = input.invoices.filter((invoice) => held.has(invoice.billingAccountId));
    const missing = await withoutExisting(trx, candidates);
    const numbered = await takeNumbers(trx, input.legalEntity, missing);
    if (numbered.length > 0) {
      await insertRows(trx, "csp_invoice", INVOICE_COLUMNS, numbered.map(invoiceToRow));
      const lines = numbered.flatMap(({ invoice }) => invoice.lines.map((line) => lineToRow(invoice.id, line)));
      await insertRows(trx, "csp_invoice_line", LINE_COLUMNS, lines);
    }
    await setNextRuns(
      trx,
      input.nextRuns.filter((next) => held.has(next.accountId)),
    );
    for (const { accountId, at } of input.dueAt ?? []) {
      await trx("csp_billing_account").where({ id: accountId }).update(becomesDue(trx, at));
    }
    return numbered.map(({ invoice, number }) => ({
      id: invoice.id,
      number,
      billingAccountId: invoice.billingAccountId,
    }));
  });
}

async function lockAccounts(trx: Knex.Transaction, input: IssueInput): Promise<Set<string>> {
  const ids = [
    ...new Set([...input.invoices.map((one) => one.billingAccountId), ...input.nextRuns.map((one) => one.accountId)]),
  ];
  const query = trx("csp_billing_account").whereIn("id", ids).orderBy("id").forUpdate().select<{ id: string }[]>("id");
  const rows = await (input.leaseToken === null ? query : query.where({ lease_token: input.leaseToken }));
  return new Set(rows.map((row) => row.id));
}

async function withoutExisting(trx: Knex.Transaction, invoices: readonly NewInvoice[]): Promise<NewInvoice[]> {
  if (invoices.length === 0) {
    return [];
  }
  const keys = invoices.map((one) => ({ account: one.billingAccountId, kind: one.kind, key: one.periodKey }));
  const { rows } = await trx.raw<{ rows: { billing_account_id: string; kind: string; period_key: string }[] }>(
    `select i.billing_account_id, i.kind, i.period_key from csp_invoice i
     join jsonb_to_recordset(?::jsonb) as k(account text, kind text, key text)
       on i.billing_account_id = k.account and i.kind = k.kind and i.period_key = k.key`,
    [JSON.stringify(keys)],
  );
  const existing = new Set(rows.map((row) => `${row.billing_account_id}|${row.kind}|${row.period_key}`));
  return invoices.filter((one) => !existing.has(`${one.billingAccountId}|${one.kind}|${one.periodKey}`));
}

/** One series per calendar year of issue; numbers run from 1 without a gap. */
async function takeNumbers(
  trx: Knex.Transaction,
  entity: LegalEntity,
  invoices: readonly NewInvoice[],
): Promise<NumberedInvoice[]> {
  const bySeries = new Map<string, NewInvoice[]>();
  for (const invoice of invoices) {
    const series = `${entity.numberPrefix}-${invoice.issuedOn.slice(0, 4)}`;
    const group = bySeries.get(series);
    if (group) {
      group.push(invoice);
    } else {
      bySeries.set(series, [invoice]);
    }
  }
  const numbered: NumberedInvoice[] = [];
  for (const series of [...bySeries.keys()].sort()) {
    const group = bySeries.get(series) ?? [];
    const first = await takeBlock(trx, entity.id, series, group.length);
    for (const [index, invoice] of group.entries()) {
      const sequence = first + index;
      const number = `${series}-${String(sequence).padStart(6, "0")}`;
      numbered.push({ invoice, legalEntityId: entity.id, series, sequence, number });
    }
  }
  return numbered;
}

async function takeBlock(trx: Knex.Transaction, legalEntityId: string, series: string, size: number): Promise<number> {
  const { rows } = await trx.raw<{ rows: { first: string }[] }>(
    `insert into csp_number_series as s (legal_entity_id, series, next_number) values (?, ?, 1 + ?::bigint)
     on conflict (legal_entity_id, series) do update set next_number = s.next_number + ?::bigint
     returning next_number - ?::bigint as first`,
    [legalEntityId, series, size, size, size],
  );
  return toInteger(rows[0]?.first ?? Number.NaN);
}

/** Inserts any number of rows with one statement and one parameter. */
async function insertRows(
  trx: Knex.Transaction,
  table: string,
  columns: readonly string[],
  rows: object[],
): Promise<void> {
  const list = columns.join(", ");
  await trx.raw(
    `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, ?::jsonb)`,
    [JSON.stringify(rows)],
  );
}

async function setNextRuns(trx: Knex.Transaction, nextRuns: readonly NextRun[]): Promise<void> {
  if (nextRuns.length === 0) {
    return;
  }
  const rows = nextRuns.map((next) => ({
    id: next.accountId,
    version: next.scheduleVersion,
    at: next.at?.toISOString() ?? null,
  }));
  await trx.raw(
    `update csp_billing_account a
     set next_run_at = case when a.schedule_version = n.version then n.at else a.next_run_at end,
         parked_reason = null, park_count = 0, lease_token = null, lease_until = null, updated_at = now()
     from jsonb_to_recordset(?::jsonb) as n(id text, version integer, at timestamptz) where a.id = n.id`,
    [JSON.stringify(rows)],
  );
}
