import type { MedusaContainer } from "@medusajs/framework/types";
import { type Money, money } from "../../domain/money";
import { BILLING_MODULE } from "../../modules/billing";

/** What became of the part of an order's money that no invoice takes, in the order's currency. */
export type MoneyNotCharged = {
  /** Was held, and is free. */
  readonly released: Money;
  /** Was taken, and went back to the card. */
  readonly givenBack: Money;
  /** Was taken beyond the invoice, and is the company's credit. */
  readonly credited: Money;
  /** Was taken, and the card did not get it back: a person gives it. */
  readonly owed: Money;
};

/**
 * Reads it in the books, once the order is settled: what was only held is released with that, and what somebody had taken at
 * the card processor is either on the way back or the company's credit.
 *
 * @param held what the customer's card was asked to hold
 */
export async function moneyNotCharged(
  container: MedusaContainer,
  { orderId, held }: { readonly orderId: string; readonly held: Money },
): Promise<MoneyNotCharged> {
  const billing = container.resolve(BILLING_MODULE);
  const of = (amount: number) => money(Math.max(0, amount), held.currency);
  const invoice = await billing.invoices.findByOrder(orderId);
  if (invoice === null) {
    const payments = await billing.unbilled.ofOrder(orderId);
    const taken = payments.reduce((sum, { amount }) => sum + amount, 0);
    const returned = payments.reduce((sum, payment) => sum + payment.returned, 0);
    return { released: of(held.amount - taken), givenBack: of(returned), credited: of(0), owed: of(taken - returned) };
  }
  const attempts = (await billing.attempts.list(invoice.id)).filter(({ excess }) => excess > 0);
  const excess = attempts.reduce((sum, attempt) => sum + attempt.excess, 0);
  const payments = new Set(attempts.map(({ paymentIntentId }) => paymentIntentId));
  const reversals = await billing.reversals.list(invoice.id);
  const returned = reversals
    .filter(({ undoneAt, paymentIntentId }) => undoneAt === null && payments.has(paymentIntentId))
    .reduce((sum, { amount }) => sum + amount, 0);
  const givenBack = Math.min(excess, returned);
  const asked = invoice.gross - invoice.creditApplied - invoice.amountCredited;
  return {
    released: of(held.amount - asked - excess),
    givenBack: of(givenBack),
    credited: of(excess - givenBack),
    owed: of(0),
  };
}
