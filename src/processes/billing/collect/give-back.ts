import type { MedusaContainer } from "@medusajs/framework/types";
import { cardGateway } from "../../../connections/stripe";
import { amountInWords } from "../../../domain/charging";
import { money } from "../../../domain/money";
import { type CardGateway, type Payment, stripeKeys } from "../../../integrations/stripe";
import {
  BILLING_MODULE,
  type BillingModuleService,
  type NewPaymentCase,
  type UnbilledPayment,
} from "../../../modules/billing";
import { aboutOf, caseAbout, recordWentBack } from "./went-back";

/** Whose money it is: an order of which nothing is live, or a checkout that becomes no order. */
export type TakenFor = {
  readonly billingAccountId: string;
  readonly orderId: string | null;
  /** The order's id, or the checkout's. */
  readonly reference: string;
  /** As a person reads it. */
  readonly about: string;
};

/** Whether money was taken with a payment, by whomever: it can only be given back then, not released. */
export function isTaken({ state, amountReceived }: Payment): boolean {
  return state === "succeeded" && amountReceived > 0;
}

/**
 * Gives back what was taken for nothing (somebody captured it in the processor's dashboard): the books get the payment and
 * all that went back of it, and what is left is refunded, once. Safe to repeat after a crash at any line: what went back is
 * read again before anything is asked for.
 *
 * What the processor does not give back stands on Attention, and the order ends all the same.
 *
 * @throws Error when there is no usable answer: call again later
 */
export async function giveBackTaken(
  container: MedusaContainer,
  input: {
    readonly takenFor: TakenFor;
    readonly payment: Payment;
    readonly now: Date;
    readonly gateway?: CardGateway;
  },
): Promise<void> {
  const { payment, now } = input;
  const { billingAccountId, orderId, reference, about } = input.takenFor;
  const gateway = input.gateway ?? cardGateway(container);
  const billing = container.resolve(BILLING_MODULE);
  const { id: paymentIntentId, amountReceived: amount, currency } = payment;
  await billing.unbilled.book({ billingAccountId, orderId, about, paymentIntentId, amount, currency, bookedAt: now });
  await recordWentBack(container, gateway, paymentIntentId, now);
  const booked = await billing.unbilled.find(paymentIntentId);
  if (booked === null || kept(booked) === 0) {
    return;
  }
  if (booked.refundId === null) {
    const idempotencyKey = stripeKeys.giveBack(reference, paymentIntentId, kept(booked));
    const result = await gateway.refund({ paymentIntentId, amount: kept(booked), currency, idempotencyKey });
    if (result.outcome === "unknown") {
      throw new Error(`Giving back payment ${paymentIntentId} got no usable answer: ${result.reason}`);
    }
    if (result.outcome !== "refused") {
      await billing.unbilled.noteRefund(paymentIntentId, result.refundId);
    }
    await recordWentBack(container, gateway, paymentIntentId, now);
  }
  const after = await billing.unbilled.find(paymentIntentId);
  if (after !== null && kept(after) > 0 && !(await isTold(billing, after))) {
    await billing.cases.open(notGivenBack(after, now));
  }
}

/** A refund of ours that was on its way and came back, or a dispute that was won, has a case of its own. */
async function isTold(billing: BillingModuleService, { refundId }: UnbilledPayment): Promise<boolean> {
  return refundId !== null && (await billing.paymentsBooked.reversal(refundId)) !== undefined;
}

function kept({ amount, returned }: UnbilledPayment): number {
  return amount - returned;
}

function notGivenBack(payment: UnbilledPayment, now: Date): NewPaymentCase {
  const about = aboutOf({ kind: "unbilled", payment });
  const amount = kept(payment);
  const sum = amountInWords(money(amount, payment.currency));
  const words = `${sum} was taken for ${about.name}, and the card processor does not give it back. Refund it at Stripe, or pay it to the company another way.`;
  return { ...caseAbout(about, "refund_failed", payment.paymentIntentId, words, now), amount };
}
