import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { NewInvoice } from "../types";
import { toInteger } from "./numbers";

/** What went back of all that an invoice (`i`) was paid with, also of what became credit because it was not asked for. */
export const WENT_BACK = `least(
  i.amount_paid + (select coalesce(sum(t.excess), 0) from csp_charge_attempt t where t.invoice_id = i.id),
  (select coalesce(sum(w.amount), 0) from csp_payment_reversal w where w.invoice_id = i.id and w.undone_at is null))`;

const TAKEN = `(select coalesce(sum(r.credit_taken), 0) from csp_payment_reversal r
  where r.invoice_id = i.id and r.undone_at is null)`;

/** Credit of a note that is taken at once, because as much of the payment of what it gives back has gone back before. */
export type CreditTake = {
  readonly reversalId: string;
  readonly processorId: string;
  /** The invoice whose payment it was. */
  readonly invoiceId: string;
  readonly amount: number;
  /** When the note was issued. */
  readonly at: Date;
};

type Share = { readonly noteId: string; readonly invoiceId: string; readonly amount: number };

/** What went back of the invoice's money and neither a credit note nor credit that was taken back stands for. */
export async function uncovered(db: Knex, invoiceId: string): Promise<number> {
  const row = await db("csp_invoice as i")
    .where({ "i.id": invoiceId })
    .first<{ amount: string } | undefined>(
      db.raw(`greatest(${WENT_BACK} - i.reversal_credited - ${TAKEN}, 0) as amount`),
    );
  return toInteger(row?.amount ?? "0");
}

/**
 * What became credit of an invoice's money and was not taken again: what its own credit notes gave, what a run's notes
 * gave back of its charges, and what came beyond what it asked for. Credit of a run's note that has paid the invoice
 * itself was never the company's to have twice.
 */
export async function creditGiven(trx: Knex.Transaction, invoiceId: string): Promise<number> {
  const row = await trx("csp_invoice as i")
    .where({ "i.id": invoiceId })
    .first<{ own: string; taken: string } | undefined>(
      trx.raw(`(select coalesce(sum(e.amount), 0) from csp_credit_entry e join csp_invoice n on n.id = e.invoice_id
          where (e.kind = 'credit_note' and n.credited_invoice_id = i.id) or (e.kind = 'overpaid' and n.id = i.id)) as own,
        ${TAKEN} as taken`),
    );
  const ofRuns = await givenByRuns(trx, invoiceId);
  return Math.max(0, toInteger(row?.own ?? "0") + ofRuns - toInteger(row?.taken ?? "0"));
}

async function givenByRuns(trx: Knex.Transaction, invoiceId: string): Promise<number> {
  const { rows: notes } = await trx.raw<{ rows: { id: string; earned: string; at: Date }[] }>(
    `select n.id, e.amount as earned, e.created_at as at from csp_credit_entry e join csp_invoice n on n.id = e.invoice_id
     where e.kind = 'credit_note' and n.credited_invoice_id is null and n.id in (
       select l.invoice_id from csp_invoice_line c
       join csp_line_credit m on m.charge_line_id = c.id
       join csp_invoice_line l on l.id = m.credit_line_id
       where c.invoice_id = ?)
     order by e.created_at`,
    [invoiceId],
  );
  const [earliest] = notes;
  if (earliest === undefined) {
    return 0;
  }
  const shares = await sharesOf(trx, new Map(notes.map(({ id, earned }) => [id, toInteger(earned)])));
  const given = shares.reduce((sum, share) => sum + (share.invoiceId === invoiceId ? share.amount : 0), 0);
  const used = await trx("csp_credit_entry")
    .where({ invoice_id: invoiceId, kind: "applied" })
    .where("created_at", ">=", earliest.at)
    .first<{ amount: string } | undefined>(trx.raw("coalesce(-sum(amount), 0) as amount"));
  return Math.max(0, given - toInteger(used?.amount ?? "0"));
}

/**
 * Of which invoices the credit of notes came: of those whose charges their lines give back, the oldest first, as far as
 * the note's credit reaches where it charges something as well.
 *
 * @param earned each note's credit in minor units, by its id
 */
async function sharesOf(trx: Knex.Transaction, earned: ReadonlyMap<string, number>): Promise<Share[]> {
  const { rows } = await trx.raw<{ rows: { note_id: string; invoice_id: string; amount: string }[] }>(
    `select l.invoice_id as note_id, i.id as invoice_id, -sum(m.net + m.tax) as amount
     from csp_invoice_line l
     join csp_line_credit m on m.credit_line_id = l.id
     join csp_invoice_line c on c.id = m.charge_line_id
     join csp_invoice i on i.id = c.invoice_id
     where l.invoice_id = any(?) and i.id <> l.invoice_id
     group by l.invoice_id, i.id having sum(m.net + m.tax) < 0
     order by l.invoice_id, i.issued_at, i.sequence, i.id`,
    [[...earned.keys()]],
  );
  const left = new Map(earned);
  return rows.map(({ note_id: noteId, invoice_id: invoiceId, amount: given }) => {
    const amount = Math.min(toInteger(given), left.get(noteId) ?? 0);
    left.set(noteId, (left.get(noteId) ?? 0) - amount);
    return { noteId, invoiceId, amount };
  });
}

/**
 * What of the credit of a run's notes is taken in the moment they give it, by the note's id: of the payments of what they
 * give back, as much has gone back before, and no document stood for it. Their lines are written; the accounts are locked.
 */
export async function takesOf(
  trx: Knex.Transaction,
  notes: readonly Pick<NewInvoice, "id" | "kind" | "gross" | "issuedAt">[],
): Promise<ReadonlyMap<string, readonly CreditTake[]>> {
  const takes = new Map<string, CreditTake[]>();
  const crediting = notes.filter(({ kind }) => kind === "credit_note");
  const earned = new Map(crediting.map(({ id, gross }) => [id, -gross]));
  const issued = new Map(crediting.map(({ id, issuedAt }) => [id, issuedAt]));
  const shares = earned.size === 0 ? [] : await sharesOf(trx, earned);
  const { reversals, open } = await uncoveredReversals(trx, [...new Set(shares.map(({ invoiceId }) => invoiceId))]);
  for (const { noteId, invoiceId, amount } of shares) {
    let left = Math.min(amount, open.get(invoiceId) ?? 0);
    for (const reversal of reversals.filter((one) => one.invoiceId === invoiceId && one.left > 0)) {
      const part = Math.min(left, reversal.left);
      if (part > 0) {
        const { id: reversalId, processorId } = reversal;
        const take = { reversalId, processorId, invoiceId, amount: part, at: issued.get(noteId) ?? new Date(0) };
        takes.set(noteId, [...(takes.get(noteId) ?? []), take]);
      }
      reversal.left -= part;
      left -= part;
      open.set(invoiceId, (open.get(invoiceId) ?? 0) - part);
    }
  }
  return takes;
}

type OpenReversal = { readonly id: string; readonly processorId: string; readonly invoiceId: string; left: number };

async function uncoveredReversals(
  trx: Knex.Transaction,
  invoiceIds: readonly string[],
): Promise<{ reversals: OpenReversal[]; open: Map<string, number> }> {
  const rows: { id: string; processor_id: string; invoice_id: string; left: string }[] =
    invoiceIds.length === 0
      ? []
      : await trx("csp_payment_reversal")
          .whereIn("invoice_id", invoiceIds)
          .whereNull("undone_at")
          .whereRaw("amount > credit_taken")
          .orderBy(["made_at", "id"])
          .select("id", "processor_id", "invoice_id", trx.raw('amount - credit_taken as "left"'));
  const open = new Map<string, number>();
  for (const id of new Set(rows.map((row) => row.invoice_id))) {
    open.set(id, await uncovered(trx, id));
  }
  const reversals = rows.map((row) => ({
    id: row.id,
    processorId: row.processor_id,
    invoiceId: row.invoice_id,
    left: toInteger(row.left),
  }));
  return { reversals, open };
}

/** Notes on the movements what they have taken; where nothing of an invoice's money is without a document, its case is settled. */
export async function noteTakes(
  trx: Knex.Transaction,
  takes: ReadonlyMap<string, readonly CreditTake[]>,
): Promise<void> {
  const all = [...takes.values()].flat();
  for (const { reversalId, amount } of all) {
    await trx("csp_payment_reversal")
      .where({ id: reversalId })
      .update({ credit_taken: trx.raw("credit_taken + ?::bigint", [amount]) });
  }
  for (const [invoiceId, at] of new Map(all.map((take) => [take.invoiceId, take.at]))) {
    if ((await uncovered(trx, invoiceId)) === 0) {
      await closeCovered(trx, invoiceId, at);
    }
  }
}

/** With all that went back covered by documents there is nothing left to decide. */
export async function closeCovered(trx: Knex.Transaction, invoiceId: string | null, now: Date): Promise<void> {
  await trx("csp_payment_case")
    .where({ kind: "refunded", invoice_id: invoiceId })
    .whereNull("resolved_at")
    .update({ resolved_at: now, resolved_by: "credit_note", resolution: "A credit note covers it." });
}
