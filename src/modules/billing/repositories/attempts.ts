import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { attemptTransitions } from "../../../domain/states";
import type { ChargeAttempt } from "../types";
import { ATTEMPT_COLUMNS, type AttemptRow, toAttempt } from "./attempt-rows";
import { UNDECIDED } from "./state-lists";

export type PlanAttempt = {
  readonly invoiceId: string;
  readonly amount: number;
  /** See `ChargeAttempt`; none by default. */
  readonly carried?: number;
  readonly currency: string;
  readonly paymentMethodId: string | null;
  readonly cardLabel: string;
  readonly now: Date;
};

/** Attempts to be paid; their outcomes are written by `recordOutcome`. */
export class AttemptRepository {
  constructor(private readonly db: Knex) {}

  async list(invoiceId: string): Promise<ChargeAttempt[]> {
    const rows = await this.db("csp_charge_attempt")
      .where({ invoice_id: invoiceId })
      .orderBy("attempt_no")
      .select<AttemptRow[]>(ATTEMPT_COLUMNS);
    return rows.map(toAttempt);
  }

  async latest(invoiceId: string): Promise<ChargeAttempt | null> {
    const row = await this.db("csp_charge_attempt")
      .where({ invoice_id: invoiceId })
      .orderBy("attempt_no", "desc")
      .first<AttemptRow>(ATTEMPT_COLUMNS);
    return row ? toAttempt(row) : null;
  }

  /**
   * The attempt that is under way, or a new one with the next number while anything is due. The database refuses a
   * second attempt while the outcome of one is open, so two workers at once end up with the same row.
   */
  async openOrPlan(input: PlanAttempt): Promise<ChargeAttempt> {
    await this.db.raw(
      `insert into csp_charge_attempt
         (id, invoice_id, attempt_no, idempotency_key, state, amount, carried, currency, payment_method_id, card_label, planned_at)
       select ?::text, ?::text, n.no, 'inv:' || ?::text || ':try:' || n.no, 'planned', ?::bigint, ?::bigint, ?::text, ?::text,
         ?::text, ?::timestamptz
       from (select coalesce(max(attempt_no), 0) + 1 as no from csp_charge_attempt where invoice_id = ?) n
       where not exists (
         select from csp_charge_attempt
         where invoice_id = ? and state in ${UNDECIDED})
         and (
           select gross - credit_applied - amount_credited - amount_paid from csp_invoice where id = ?) > 0
       on conflict do nothing`,
      [
        generateEntityId(undefined, "csptry"),
        input.invoiceId,
        input.invoiceId,
        input.amount,
        input.carried ?? 0,
        input.currency,
        input.paymentMethodId,
        input.cardLabel,
        input.now,
        input.invoiceId,
        input.invoiceId,
        input.invoiceId,
      ],
    );
    const attempt = await this.latest(input.invoiceId);
    if (!attempt) {
      throw new Error(`No charge attempt could be planned for invoice ${input.invoiceId}.`);
    }
    return attempt;
  }

  /**
   * A planned attempt with the next number over money that no saved card is asked for: what an order holds, or what came
   * unasked. The account is locked, and no attempt of the invoice is open.
   */
  async add(input: Omit<PlanAttempt, "carried">): Promise<ChargeAttempt> {
    const { invoiceId, amount, currency, paymentMethodId, cardLabel, now } = input;
    await this.db.raw(
      `insert into csp_charge_attempt
         (id, invoice_id, attempt_no, idempotency_key, state, amount, currency, payment_method_id, card_label, planned_at)
       select ?::text, i.id, n.no, 'inv:' || i.id || ':try:' || n.no, 'planned', ?::bigint, ?::text, ?::text, ?::text,
         ?::timestamptz
       from csp_invoice i
       cross join lateral (
         select coalesce(max(attempt_no), 0) + 1 as no from csp_charge_attempt where invoice_id = i.id) n
       where i.id = ?`,
      [generateEntityId(undefined, "csptry"), amount, currency, paymentMethodId, cardLabel, now, invoiceId],
    );
    const attempt = await this.latest(invoiceId);
    if (!attempt) {
      throw new Error(`No attempt could be written for invoice ${invoiceId}.`);
    }
    return attempt;
  }

  /** Notes, before the call, that it is being made. A call whose answer is lost leaves exactly this trace. */
  async markSent(attemptId: string, paymentIntentId: string | null, now: Date): Promise<void> {
    await this.db("csp_charge_attempt")
      .where({ id: attemptId })
      .whereIn("state", attemptTransitions.statesThatMay("send"))
      .update({
        state: "sent",
        payment_intent_id: paymentIntentId,
        sent_at: this.db.raw("coalesce(sent_at, ?)", [now]),
      });
  }
}
