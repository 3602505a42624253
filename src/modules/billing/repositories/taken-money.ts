import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { UNDECIDED_STATES } from "../../../domain/states";
import type { ChargeAttempt } from "../types";
import { AttemptRepository } from "./attempts";
import { bookPaid, dueOf, lockPaid } from "./booking";

/** The card that the company has saved, as it is named where the money's own card is not known. */
export type NamedCard = { readonly paymentMethodId: string | null; readonly cardLabel: string };

/** Money that the processor says it took for an invoice. Amounts in minor units of the invoice's currency. */
export type TakenMoney = {
  readonly invoiceId: string;
  readonly paymentIntentId: string;
  readonly chargeId: string | null;
  readonly received: number;
  readonly card: NamedCard;
  /** Some of it went back before: what becomes credit pays nothing until that is booked as well, which comes next; then `settleCredit`. */
  readonly keepsCredit?: boolean;
  /** The lease under which the invoice was taken up, which this ends; null: the caller holds none, or goes on under it. */
  readonly leaseToken: string | null;
  readonly now: Date;
};

/** `waits`: the end of another attempt of the invoice is not known; nothing was written. */
export type TakenOutcome = "booked" | "known" | "waits";

/**
 * Books money that the processor took, once, whatever the books say of the invoice meanwhile and whether or not an
 * attempt of theirs asked for it; see `bookPaid`.
 */
export async function bookTaken(db: Knex, taken: TakenMoney): Promise<TakenOutcome> {
  const { invoiceId, paymentIntentId, chargeId, received, card, keepsCredit, leaseToken, now } = taken;
  return db.transaction(async (trx) => {
    const { invoice } = await lockPaid(trx, invoiceId);
    const repository = new AttemptRepository(trx);
    const attempts = await repository.list(invoiceId);
    const own = attempts.filter((one) => one.paymentIntentId === paymentIntentId);
    if (own.some(({ state }) => state === "succeeded")) {
      return "known";
    }
    const open = attempts.find(({ state }) => UNDECIDED_STATES.includes(state));
    if (open !== undefined && !isOf(open, paymentIntentId)) {
      return "waits";
    }
    const { currency } = invoice;
    const attempt =
      open ?? own.at(-1) ?? (await repository.add({ invoiceId, amount: received, currency, ...card, now }));
    await bookPaid(trx, {
      invoiceId,
      attemptId: attempt.id,
      result: { state: "succeeded", paymentIntentId, chargeId, received },
      keepsCredit,
      leaseToken,
      now,
    });
    return "booked";
  });
}

export type PlanCapture = {
  readonly invoiceId: string;
  /** Null where the order's money is not held at the card processor. */
  readonly paymentIntentId: string | null;
  /** What can be taken at most; minor units. */
  readonly held: number;
  readonly card: NamedCard;
  readonly now: Date;
};

/**
 * `attempt`: take its amount, under its key. `settled`: nothing is due any more. `waits`: the end of another attempt of
 * the invoice is not known.
 */
export type CapturePlan =
  | { readonly kind: "attempt"; readonly attempt: ChargeAttempt }
  | { readonly kind: "settled" }
  | { readonly kind: "waits" };

/**
 * Writes down, under the account's lock and before the processor is asked, what is taken of an order's held money. From
 * then on nothing changes what the invoice asks for until the attempt's end is known, and every repetition asks for the
 * same amount under the same key.
 */
export async function planCapture(db: Knex, input: PlanCapture): Promise<CapturePlan> {
  const { invoiceId, paymentIntentId, held, card, now } = input;
  return db.transaction(async (trx) => {
    const { invoice } = await lockPaid(trx, invoiceId);
    const repository = new AttemptRepository(trx);
    const latest = await repository.latest(invoiceId);
    if (latest !== null && UNDECIDED_STATES.includes(latest.state)) {
      return isOf(latest, paymentIntentId) ? { kind: "attempt", attempt: latest } : { kind: "waits" };
    }
    const amount = Math.min(dueOf(invoice), held);
    if (amount === 0) {
      return { kind: "settled" };
    }
    const planned = await repository.add({ invoiceId, amount, currency: invoice.currency, ...card, now });
    await repository.markSent(planned.id, paymentIntentId, now);
    return { kind: "attempt", attempt: (await repository.latest(invoiceId)) ?? planned };
  });
}

/** An attempt that was planned and not sent has no payment yet: the money that came is what it was to ask for. */
function isOf(attempt: ChargeAttempt, paymentIntentId: string | null): boolean {
  return (
    attempt.paymentIntentId === paymentIntentId || (attempt.state === "planned" && attempt.paymentIntentId === null)
  );
}
