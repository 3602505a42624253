import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { type InvoiceState, invoiceTransitions } from "../../../domain/states";
import type { AttemptResult } from "../types";
import { toInteger } from "./numbers";
import { closeCasesOfUnpaid } from "./payment-cases";

/** The attempt whose money pays more than its own invoice. */
type Carrier = {
  readonly invoiceId: string;
  readonly attemptId: string;
  readonly result: AttemptResult;
  readonly now: Date;
};

/** What of its money is for the small invoices that came along; minor units. */
type Share = { readonly amount: number; readonly currency: string; readonly cardLabel: string };

type Small = { id: string; due: string };

/**
 * The money of one charge pays the small invoices that came along, each with an attempt of its own in the books. The
 * account's row is locked.
 *
 * @returns what they took of it, in minor units
 */
export async function payCarried(trx: Knex.Transaction, carrier: Carrier, share: Share): Promise<number> {
  if (share.amount === 0) {
    return 0;
  }
  const { rows } = await trx.raw<{ rows: Small[] }>(
    `select id, gross - credit_applied - amount_credited - amount_paid as due from csp_invoice
     where collected_with = ? and status = any(?) order by issued_at, id for update`,
    [carrier.invoiceId, invoiceTransitions.statesThatMay("pay")],
  );
  let left = share.amount;
  for (const { id, due } of rows) {
    const part = Math.min(left, toInteger(due));
    if (part > 0) {
      await payOne(trx, carrier, share, { id, part, isAll: part === toInteger(due) });
    }
    left -= part;
  }
  return share.amount - left;
}

async function payOne(
  trx: Knex.Transaction,
  { result, now, attemptId }: Carrier,
  { currency, cardLabel }: Share,
  { id, part, isAll }: { readonly id: string; readonly part: number; readonly isAll: boolean },
): Promise<void> {
  await trx.raw(
    `insert into csp_charge_attempt
       (id, invoice_id, attempt_no, idempotency_key, state, amount, currency, card_label, payment_intent_id, charge_id,
        planned_at, finished_at)
     select ?, ?, coalesce(max(attempt_no), 0) + 1, ?, 'succeeded', ?, ?, ?, ?, ?, ?, ?
     from csp_charge_attempt where invoice_id = ?`,
    [
      generateEntityId(undefined, "csptry"),
      id,
      `inv:${id}:with:${attemptId}`,
      part,
      currency,
      cardLabel,
      result.paymentIntentId ?? null,
      result.chargeId ?? null,
      now,
      now,
      id,
    ],
  );
  await trx("csp_invoice")
    .where({ id })
    .update({
      amount_paid: trx.raw("amount_paid + ?::bigint", [part]),
      updated_at: now,
      ...(isAll
        ? {
            status: "paid" satisfies InvoiceState,
            paid_at: now,
            payment_failure: null,
            next_charge_at: null,
            charge_hold: null,
          }
        : {}),
    });
  if (isAll) {
    await closeCasesOfUnpaid(trx, id, "payment", now);
  }
}
