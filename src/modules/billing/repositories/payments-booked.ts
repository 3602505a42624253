import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { toInteger } from "./numbers";

/** A movement of money that went back, as far as it is compared with the processor's. */
export type BookedReversal = {
  readonly processorId: string;
  /** Null for an inquiry, which has taken nothing. */
  readonly paymentIntentId: string | null;
  readonly amount: number;
  readonly stands: boolean;
};

/** A refund or chargeback that is looked at by itself: its stretch of time is over, and the processor may not be done with it. */
export type FollowedReversal = BookedReversal;

type MovementRow = {
  processor_id: string;
  payment_intent_id: string;
  amount: string;
  undone_at: Date | null;
};

/** One movement of the processor is a row for each invoice that it is counted on. */
const MOVEMENT = "processor_id, payment_intent_id, sum(amount) as amount, max(undone_at) as undone_at";

type Followed = { readonly before: Date; readonly finalSince: Date; readonly most: number };

/** What the books say was moved at the card processor, by the processor's own ids. Amounts in minor units. */
export class PaymentsBookedRepository {
  constructor(private readonly db: Knex) {}

  /** What each of these payments brought, over all it paid for; payments the books do not know are missing. */
  async byPayment(paymentIntentIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.db.raw<{ rows: { id: string; amount: string }[] }>(
      `select id, sum(amount) as amount from (
         select payment_intent_id as id, case when state = 'succeeded' then amount else 0 end as amount
         from csp_charge_attempt where payment_intent_id = any(:ids)
         union all
         select payment_intent_id, amount from csp_unbilled_payment where payment_intent_id = any(:ids)
       ) booked group by id`,
      { ids: [...paymentIntentIds] },
    );
    return new Map(rows.map((row) => [row.id, toInteger(row.amount)]));
  }

  /** Payments that succeeded in the books in `[from, to]`, at most `most`, the newest first. */
  async succeededIn(from: Date, to: Date, most: number): Promise<string[]> {
    const { rows } = await this.db.raw<{ rows: { id: string }[] }>(
      `select id from (
         select payment_intent_id as id, finished_at as at from csp_charge_attempt
         where state = 'succeeded' and payment_intent_id is not null
         union all
         select payment_intent_id, booked_at from csp_unbilled_payment
       ) booked where at between :from and :to group by id order by max(at) desc limit :most`,
      { from, to, most },
    );
    return rows.map((row) => row.id);
  }

  /** Of these customers of the processor, those that are companies of ours. */
  async ownCustomers(customerIds: readonly string[]): Promise<ReadonlySet<string>> {
    const ids: string[] = await this.db("csp_billing_account")
      .whereIn("stripe_customer_id", [...customerIds])
      .pluck("stripe_customer_id");
    return new Set(ids);
  }

  /** The movements of one kind, over all invoices on which they are counted, with these ids, and those that the processor made in `[from, to]`. */
  async reversals(
    kind: "refund" | "chargeback",
    processorIds: readonly string[],
    { from, to }: { readonly from: Date; readonly to: Date },
  ): Promise<BookedReversal[]> {
    const { rows } = await this.db.raw<{ rows: MovementRow[] }>(
      `select ${MOVEMENT} from csp_payment_reversal
       where kind = ? and (processor_id = any(?) or made_at between ? and ?) group by processor_id, payment_intent_id`,
      [kind, [...processorIds], from, to],
    );
    return rows.map(toMovement);
  }

  /** The movement with this id of the processor's; undefined when the books have none. */
  async reversal(processorId: string): Promise<BookedReversal | undefined> {
    const { rows } = await this.db.raw<{ rows: MovementRow[] }>(
      `select ${MOVEMENT} from csp_payment_reversal where processor_id = ? group by processor_id, payment_intent_id`,
      [processorId],
    );
    return rows[0] && toMovement(rows[0]);
  }

  /**
   * Movements of one kind that were made before an instant and that the processor has not called ended, or not before
   * `finalSince`; those first that were not looked at for longest.
   */
  async followed(kind: "refund" | "chargeback", { before, finalSince, most }: Followed): Promise<FollowedReversal[]> {
    const { rows } = await this.db.raw<{ rows: MovementRow[] }>(
      `select ${MOVEMENT} from csp_payment_reversal
       where kind = ? and made_at < ? and (final_at is null or final_at > ?)
       group by processor_id, payment_intent_id
       order by min(compared_at) nulls first, min(made_at), processor_id limit ?`,
      [kind, before, finalSince, most],
    );
    return rows.map(toMovement);
  }

  /**
   * Inquiries about a charge that were opened before an instant and not closed: they may become disputes. Those first that
   * were not looked at for longest.
   */
  async followedInquiries({ before, most }: Pick<Followed, "before" | "most">): Promise<FollowedReversal[]> {
    const subjects: string[] = await this.db("csp_payment_case")
      .where({ kind: "dispute_inquiry" })
      .where("opened_at", "<", before)
      .whereNull("resolved_at")
      .whereNotExists(this.db("csp_payment_reversal").whereRaw("processor_id = csp_payment_case.subject").select("id"))
      .orderByRaw("compared_at nulls first, opened_at, id")
      .limit(most)
      .pluck("subject");
    return subjects.map((processorId) => ({ processorId, paymentIntentId: null, amount: 0, stands: false }));
  }

  /** Notes that movements are looked at now: others have their turn before them the next time. */
  async markCompared(processorIds: readonly string[], now: Date): Promise<void> {
    await this.db("csp_payment_reversal")
      .whereRaw("processor_id = any(?)", [[...processorIds]])
      .update({ compared_at: now });
  }

  /** Notes, the first time it is so, that the processor calls a movement ended. */
  async markFinal(processorId: string, now: Date): Promise<void> {
    await this.db("csp_payment_reversal")
      .where({ processor_id: processorId })
      .whereNull("final_at")
      .update({ final_at: now });
  }
}

function toMovement(row: MovementRow): BookedReversal {
  return {
    processorId: row.processor_id,
    paymentIntentId: row.payment_intent_id,
    amount: toInteger(row.amount),
    stands: row.undone_at === null,
  };
}
