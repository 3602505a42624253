import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { BillingPosition, LegalEntity, NewInvoice } from "../types";
import { accountLeases, becomesDue } from "./accounts";
import { copyRows } from "./copy-rows";
import { type CreditMove, creditMoves, writeCreditMoves } from "./credit-moves";
import { noteTakes, takesOf } from "./given-credit";
import { INVOICE_COLUMNS, invoiceValues, type WrittenInvoice } from "./invoice-rows";
import { writeLineCredits } from "./line-credits";
import { LINE_COLUMNS, lineValues } from "./line-rows";
import { takeNumbers } from "./numbering";
import { toInteger } from "./numbers";
import { settleFromBalance } from "./settling";

/** What an account's schedule and positions become once its documents are written. */
export type AccountProgress = {
  readonly accountId: string;
  readonly scheduleVersion: number;
  readonly nextRunAt: Date | null;
  /** Subscriptions that were billed further; the others keep their positions. */
  readonly positions: Readonly<Record<string, BillingPosition>>;
};

export type IssueInput = {
  readonly legalEntity: LegalEntity;
  readonly documents: readonly { readonly invoice: NewInvoice; readonly draft: boolean }[];
  /** Accounts whose work is done with this batch. */
  readonly progress: readonly AccountProgress[];
  /** Accounts that someone else has to look at: due at the instant, unless they are due earlier. */
  readonly dueAt?: readonly { readonly accountId: string; readonly at: Date }[];
  /** The lease under which the accounts were read; accounts it no longer covers are left out. Null: no lease needed. */
  readonly leaseToken: string | null;
  /** Who lets it happen: `run:<id>`, `order:<id>`, or a user's id. */
  readonly actor: string;
};

export type IssuedInvoice = { readonly id: string; readonly number: string | null; readonly billingAccountId: string };

/**
 * Writes a batch of documents with their lines, numbers and credit movements in one transaction.
 *
 * The accounts' rows are locked first, so that a run and a settlement of the same company take turns. Lines go in
 * before the documents they belong to (the key between them is checked at the end), because they are most of the work
 * and need no number: the series' row, which all workers want, is held for the short rest only. An activation invoice
 * that exists already is left out; a charge that was billed before makes the whole batch fail on its unique key.
 *
 * @returns the documents written now.
 */
export async function issueInvoices(db: Knex, input: IssueInput): Promise<IssuedInvoice[]> {
  return db.transaction(async (trx) => {
    const balances = await lockAccounts(trx, input);
    const held = input.documents.filter(({ invoice }) => balances.has(invoice.billingAccountId));
    const documents = await withoutExistingActivations(trx, held);
    if (documents.length > 0) {
      await trx.raw("set constraints csp_invoice_line_invoice_id_fkey deferred");
      await copyRows(trx, "csp_invoice_line", LINE_COLUMNS, linesOf(documents), ({ invoiceId, line }) =>
        lineValues(invoiceId, line),
      );
    }
    await writeLineCredits(
      trx,
      documents.map(({ invoice }) => invoice),
    );
    const takes = await takesOf(
      trx,
      documents.flatMap(({ invoice, draft }) => (draft ? [] : [invoice])),
    );
    const moves = creditMoves(documents, balances, input.actor, takes);
    await saveProgress(
      trx,
      input.progress.filter((progress) => balances.has(progress.accountId)),
    );
    for (const { accountId, at } of input.dueAt ?? []) {
      await trx("csp_billing_account").where({ id: accountId }).update(becomesDue(trx, at));
    }
    const written = await numbered(trx, input.legalEntity, documents, moves);
    if (written.length > 0) {
      await copyRows(trx, "csp_invoice", INVOICE_COLUMNS, written, invoiceValues);
    }
    await writeCreditMoves(trx, moves);
    await noteTakes(trx, takes);
    for (const [accountId, earnedAt] of accountsWithCredit(documents, moves)) {
      await settleFromBalance(trx, { accountId, actor: input.actor, now: earnedAt });
    }
    return written.map(({ invoice, place }) => ({
      id: invoice.id,
      number: place?.number ?? null,
      billingAccountId: invoice.billingAccountId,
    }));
  });
}

/** The accounts that may be written to, with their credit balances. */
async function lockAccounts(trx: Knex.Transaction, input: IssueInput): Promise<Map<string, number>> {
  const ids = [
    ...new Set([
      ...input.documents.map(({ invoice }) => invoice.billingAccountId),
      ...input.progress.map((progress) => progress.accountId),
    ]),
  ];
  const { leaseToken } = input;
  const writable = leaseToken === null ? trx("csp_billing_account") : accountLeases.heldBy(trx, leaseToken);
  const rows: { id: string; credit_balance: string }[] = await writable
    .whereRaw("id = any(?)", [ids])
    .orderBy("id")
    .forUpdate()
    .select("id", "credit_balance");
  return new Map(rows.map((row) => [row.id, toInteger(row.credit_balance)]));
}

type Documents = IssueInput["documents"];

/** Accounts whose credit these documents left or made, with the instant of the last document: older invoices use it up. */
function accountsWithCredit(documents: Documents, moves: readonly CreditMove[]): [string, Date][] {
  const left = new Map(moves.map(({ billingAccountId, balance }) => [billingAccountId, balance]));
  const at = new Map(documents.map(({ invoice }) => [invoice.billingAccountId, invoice.issuedAt]));
  return [...at].filter(([accountId]) => (left.get(accountId) ?? 0) > 0);
}

async function withoutExistingActivations(trx: Knex.Transaction, documents: Documents): Promise<Documents> {
  const orders = documents.flatMap(({ invoice }) => (invoice.kind === "activation" ? [invoice.periodKey] : []));
  if (orders.length === 0) {
    return documents;
  }
  const rows = await trx("csp_invoice")
    .where({ kind: "activation" })
    .whereIn("period_key", orders)
    .select<{ period_key: string }[]>("period_key");
  const existing = new Set(rows.map((row) => row.period_key));
  return documents.filter(({ invoice }) => invoice.kind !== "activation" || !existing.has(invoice.periodKey));
}

function* linesOf(documents: Documents) {
  for (const { invoice } of documents) {
    for (const line of invoice.lines) {
      yield { invoiceId: invoice.id, line };
    }
  }
}

async function numbered(
  trx: Knex.Transaction,
  entity: LegalEntity,
  documents: Documents,
  moves: readonly CreditMove[],
): Promise<WrittenInvoice[]> {
  const applied = new Map(moves.flatMap((move) => (move.kind === "applied" ? [[move.invoiceId, -move.amount]] : [])));
  const places = await takeNumbers(
    trx,
    entity,
    documents.filter(({ draft }) => !draft).map(({ invoice }) => invoice),
  );
  const queue = places.values();
  return documents.map(({ invoice, draft }) => ({
    invoice,
    legalEntityId: entity.id,
    draft,
    place: draft ? null : (queue.next().value ?? null),
    creditApplied: applied.get(invoice.id) ?? 0,
  }));
}

/**
 * An account that somebody made due meanwhile stays due, and keeps its positions: a credit note or a discarded draft has
 * taken away the position of what is to be billed anew, and what was planned before it knows nothing of that. The next
 * run then reads more than it has to, and plans from what really stands.
 */
async function saveProgress(trx: Knex.Transaction, progress: readonly AccountProgress[]): Promise<void> {
  if (progress.length === 0) {
    return;
  }
  const rows = progress.map((one) => ({
    id: one.accountId,
    version: one.scheduleVersion,
    at: one.nextRunAt?.toISOString() ?? null,
    positions: one.positions,
  }));
  await trx.raw(
    `update csp_billing_account a
     set next_run_at = case when a.schedule_version = n.version then n.at else a.next_run_at end,
         positions = case when a.schedule_version = n.version then a.positions || n.positions else a.positions end,
         parked_reason = null, park_count = 0, lease_token = null, lease_until = null, updated_at = now()
     from jsonb_to_recordset(?::jsonb) as n(id text, version integer, at timestamptz, positions jsonb)
     where a.id = n.id`,
    [JSON.stringify(rows)],
  );
}
