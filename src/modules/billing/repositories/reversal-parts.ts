import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { type PaidInvoice, spreadReversal } from "../../../domain/receivables";
import { newId } from "../new-id";
import type { PaymentReversal } from "../types";
import { creditGiven } from "./given-credit";
import { toInteger } from "./numbers";

/** What the processor says of money that went back. `invoiceId`: the invoice that the payment was made for. */
export type SeenReversal = Omit<PaymentReversal, "id" | "undoneAt"> & {
  /** False when the money came back again: a refund that failed, a dispute that was won. */
  readonly stands: boolean;
};

/** `news`: went back since. `undone`: came again since. `unpaid`: the books know of no payment it could take back. */
export type ReversalOutcome = "news" | "undone" | "known" | "unpaid";

/** What of a movement is counted on one invoice. */
export type ReversedPart = {
  readonly id: string;
  readonly invoiceId: string;
  readonly number: string;
  readonly amount: number;
  readonly creditTaken: number;
};

type Written = Omit<SeenReversal, "invoiceId"> & {
  /** Null for a payment that is on no invoice. */
  readonly invoiceId: string | null;
};

/** Writes a movement, or that it came again; once, with the transaction that also writes what follows from it. */
export async function writeReversal(
  trx: Knex.Transaction,
  seen: Written,
  now: Date,
): Promise<Exclude<ReversalOutcome, "unpaid">> {
  const movement = trx("csp_payment_reversal").where({ processor_id: seen.processorId });
  const known = await movement.clone().forUpdate().first<{ undone_at: Date | null } | undefined>("undone_at");
  if (known === undefined) {
    if (!seen.stands) {
      return "known";
    }
    const { paymentIntentId, invoiceId } = seen;
    const parts =
      invoiceId === null
        ? [{ id: null, amount: seen.amount }]
        : spreadReversal(seen.amount, await paidBy(trx, { paymentIntentId, invoiceId }));
    for (const { id, amount } of parts) {
      await trx("csp_payment_reversal").insert({
        id: newId("csprev"),
        invoice_id: id,
        kind: seen.kind,
        processor_id: seen.processorId,
        payment_intent_id: seen.paymentIntentId,
        amount,
        currency: seen.currency,
        reason: seen.reason,
        made_at: seen.madeAt,
      });
    }
    return "news";
  }
  if (seen.stands === (known.undone_at === null)) {
    return "known";
  }
  await movement.clone().update({ undone_at: seen.stands ? null : now });
  return seen.stands ? "news" : "undone";
}

/** The invoices that the payment paid, the one it was made for first, then the oldest; they are locked. */
async function paidBy(
  trx: Knex.Transaction,
  { paymentIntentId, invoiceId }: Pick<SeenReversal, "paymentIntentId" | "invoiceId">,
): Promise<PaidInvoice[]> {
  const { rows } = await trx.raw<{ rows: { id: string; left: string }[] }>(
    `select i.id, (
       select sum(t.amount) from csp_charge_attempt t
       where t.invoice_id = i.id and t.payment_intent_id = :payment and t.state = 'succeeded') - (
       select coalesce(sum(r.amount), 0) from csp_payment_reversal r
       where r.invoice_id = i.id and r.payment_intent_id = :payment and r.undone_at is null) as "left"
     from csp_invoice i
     where i.id in (
       select invoice_id from csp_charge_attempt where payment_intent_id = :payment and state = 'succeeded')
     order by i.id = :own desc, i.issued_at, i.id for update of i`,
    { payment: paymentIntentId, own: invoiceId },
  );
  const paid: PaidInvoice[] = [];
  for (const { id, left } of rows) {
    paid.push({ id, left: toInteger(left), credit: await creditGiven(trx, id) });
  }
  return paid;
}

type PartRow = { id: string; invoice_id: string; number: string; amount: string; credit_taken: string };

/** A movement as its parts are told of: which it is, and which invoice its payment was made for. */
export type Moved = Pick<SeenReversal, "kind" | "processorId" | "invoiceId">;

/** The invoices on which a movement is counted with what of it, the one that the payment was made for first. */
export async function partsOf(
  trx: Knex.Transaction,
  { processorId, invoiceId }: SeenReversal,
): Promise<ReversedPart[]> {
  const rows: PartRow[] = await partRows(trx)
    .where({ "r.processor_id": processorId })
    .orderByRaw("r.invoice_id = ? desc, i.issued_at, i.id", [invoiceId]);
  return rows.map(toPart);
}

/** What stands of an invoice's movements and took less credit than it is, the oldest first, each with its movement. */
export async function partsWithoutCredit(
  trx: Knex.Transaction,
  invoiceId: string,
): Promise<(Pick<SeenReversal, "kind" | "processorId" | "paymentIntentId"> & { readonly part: ReversedPart })[]> {
  const rows: (PartRow & { kind: SeenReversal["kind"]; processor_id: string; payment_intent_id: string })[] =
    await partRows(trx)
      .where({ "r.invoice_id": invoiceId, "r.undone_at": null })
      .whereRaw("r.amount > r.credit_taken")
      .orderBy(["r.made_at", "r.id"]);
  return rows.map((row) => ({
    kind: row.kind,
    processorId: row.processor_id,
    paymentIntentId: row.payment_intent_id,
    part: toPart(row),
  }));
}

function partRows(trx: Knex.Transaction) {
  return trx("csp_payment_reversal as r")
    .join("csp_invoice as i", "i.id", "r.invoice_id")
    .select("r.id", "r.invoice_id", "i.number", "r.amount", "r.credit_taken")
    .select("r.kind", "r.processor_id", "r.payment_intent_id");
}

function toPart(row: PartRow): ReversedPart {
  return {
    id: row.id,
    invoiceId: row.invoice_id,
    number: row.number,
    amount: toInteger(row.amount),
    creditTaken: toInteger(row.credit_taken),
  };
}
