import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { newId } from "../new-id";
import type { NewPaymentCase, PaymentReversal, UnbilledPayment } from "../types";
import { toInteger } from "./numbers";
import { closeCasesAbout, openCase } from "./payment-cases";
import { writeReversal } from "./reversal-parts";

/** Amounts in minor units of `currency`. `about` names what it was taken for, as a person reads it: `order 12`. */
export type NewUnbilledPayment = Omit<UnbilledPayment, "id" | "refundId" | "returned">;

export type UnbilledReversal = Omit<PaymentReversal, "id" | "invoiceId" | "undoneAt"> & {
  /** False when the money came back again: a refund that failed, a dispute that was won. */
  readonly stands: boolean;
};

type Row = {
  id: string;
  billing_account_id: string;
  order_id: string | null;
  about: string;
  payment_intent_id: string;
  amount: string;
  currency: string;
  refund_id: string | null;
  booked_at: Date;
  returned: string;
};

const COLUMNS = `p.*, (select coalesce(sum(r.amount), 0) from csp_payment_reversal r
  where r.payment_intent_id = p.payment_intent_id and r.undone_at is null) as returned`;

/** Money that was taken for an order of which nothing came: it is no invoice's, and goes back. */
export class UnbilledPaymentRepository {
  constructor(private readonly db: Knex) {}

  /** Books a payment, once. */
  async book(payment: NewUnbilledPayment): Promise<UnbilledPayment> {
    await this.db("csp_unbilled_payment")
      .insert({
        id: newId("cspunb"),
        billing_account_id: payment.billingAccountId,
        order_id: payment.orderId,
        about: payment.about,
        payment_intent_id: payment.paymentIntentId,
        amount: payment.amount,
        currency: payment.currency,
        booked_at: payment.bookedAt,
      })
      .onConflict("payment_intent_id")
      .ignore();
    const booked = await this.find(payment.paymentIntentId);
    if (booked === null) {
      throw new Error(`Payment ${payment.paymentIntentId} was not booked.`);
    }
    return booked;
  }

  async find(paymentIntentId: string): Promise<UnbilledPayment | null> {
    const row = (await this.db("csp_unbilled_payment as p")
      .where({ payment_intent_id: paymentIntentId })
      .first(this.db.raw(COLUMNS))) as Row | undefined;
    return row === undefined ? null : toPayment(row);
  }

  async ofOrder(orderId: string): Promise<UnbilledPayment[]> {
    const rows = (await this.db("csp_unbilled_payment as p")
      .where({ order_id: orderId })
      .select(this.db.raw(COLUMNS))) as Row[];
    return rows.map(toPayment);
  }

  /** Notes the refund that was made of it: a second is never asked for. */
  async noteRefund(paymentIntentId: string, refundId: string): Promise<void> {
    await this.db("csp_unbilled_payment").where({ payment_intent_id: paymentIntentId }).update({ refund_id: refundId });
  }

  /**
   * Writes what the processor says of money that went back of such a payment. Nothing is owed for it, so that it went
   * needs nobody's word; that it came again does.
   *
   * @param undone what is opened on Attention when it came again
   */
  async record(seen: UnbilledReversal, now: Date, undone?: NewPaymentCase): Promise<void> {
    await this.db.transaction(async (trx) => {
      const { payment_intent_id: id, amount } = await trx("csp_unbilled_payment")
        .where({ payment_intent_id: seen.paymentIntentId })
        .forUpdate()
        .first<{ payment_intent_id: string; amount: string }>("payment_intent_id", "amount");
      const outcome = await writeReversal(trx, { ...seen, invoiceId: null }, now);
      if (outcome === "undone" && undone !== undefined) {
        await openCase(trx, undone);
      }
      const sum = await trx("csp_payment_reversal")
        .where({ payment_intent_id: id })
        .whereNull("undone_at")
        .sum<{ sum: string | null }[]>({ sum: "amount" });
      if (outcome === "news" && toInteger(sum[0]?.sum ?? "0") >= toInteger(amount)) {
        const failed = await trx("csp_payment_reversal")
          .where({ payment_intent_id: id })
          .pluck<string[]>("processor_id");
        for (const subject of [id, ...failed]) {
          await closeCasesAbout(trx, "refund_failed", subject, "It was refunded.", now);
        }
      }
    });
  }
}

function toPayment(row: Row): UnbilledPayment {
  return {
    id: row.id,
    billingAccountId: row.billing_account_id,
    orderId: row.order_id,
    about: row.about,
    paymentIntentId: row.payment_intent_id,
    amount: toInteger(row.amount),
    currency: row.currency,
    refundId: row.refund_id,
    returned: Math.min(toInteger(row.amount), toInteger(row.returned)),
    bookedAt: row.booked_at,
  };
}
