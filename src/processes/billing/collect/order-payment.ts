import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils";
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows";
import { z } from "zod";
import { cardGateway } from "../../../connections/stripe";
import { type Money, toDecimalString } from "../../../domain/money";
import type { CardGateway } from "../../../integrations/stripe";
import { CHECKOUT_MODULE } from "../../../modules/checkout";
import { giveBackTaken, isTaken, type TakenFor } from "./give-back";

const paymentSchema = z.object({
  id: z.string(),
  canceled_at: z.coerce.date().nullish(),
  data: z
    .object({ payment_intent_id: z.string().min(1).optional() })
    .loose()
    .nullish(),
  captures: z.array(z.object({ amount: z.coerce.number() }).nullable()).nullish(),
});
const orderSchema = z.object({
  id: z.string(),
  display_id: z.coerce.string(),
  canceled_at: z.coerce.date().nullish(),
  payment_collections: z
    .array(z.object({ payments: z.array(paymentSchema.nullable()).nullish() }).nullable())
    .nullish(),
});

/** A payment of an order as Medusa keeps it. */
export type OrderPayment = {
  readonly id: string;
  readonly canceled: boolean;
  /** Null when the payment is not one of the card processor's. */
  readonly paymentIntentId: string | null;
  /** What Medusa has recorded as captured, in major units: only to be compared, never to calculate with. */
  readonly capturedMajor: number;
};

export type OrderPayments = {
  readonly displayId: string;
  /** The order was cancelled in Medusa: nothing is ever charged for it. */
  readonly canceled: boolean;
  readonly payments: readonly OrderPayment[];
};

/** @throws MedusaError not_found */
export async function readOrderPayments(container: MedusaContainer, orderId: string): Promise<OrderPayments> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: "order",
    fields: [
      "id",
      "display_id",
      "canceled_at",
      "payment_collections.payments.id",
      "payment_collections.payments.canceled_at",
      "payment_collections.payments.data",
      "payment_collections.payments.captures.amount",
    ],
    filters: { id: orderId },
  });
  if (data.length === 0) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Order ${orderId} was not found.`);
  }
  const order = orderSchema.parse(data[0]);
  const payments = (order.payment_collections ?? []).flatMap((collection) => collection?.payments ?? []);
  return {
    displayId: order.display_id,
    canceled: Boolean(order.canceled_at),
    payments: payments.flatMap((payment) =>
      payment
        ? [
            {
              id: payment.id,
              canceled: Boolean(payment.canceled_at),
              paymentIntentId: payment.data?.payment_intent_id ?? null,
              capturedMajor: (payment.captures ?? []).reduce((sum, capture) => sum + (capture?.amount ?? 0), 0),
            },
          ]
        : [],
    ),
  };
}

/**
 * Records a capture in Medusa's books, once. For a card the money has been taken before this call: Medusa's own
 * capture does not hand the amount to the provider, so the exact amount is taken by the billing side and the provider
 * finds the payment captured. For other payments this is the capture.
 */
export async function recordCapture(container: MedusaContainer, payment: OrderPayment, amount: Money): Promise<void> {
  const major = Number(toDecimalString(amount));
  if (payment.capturedMajor >= major) {
    return;
  }
  await capturePaymentWorkflow(container).run({
    input: { payment_id: payment.id, amount: major, captured_by: "billing" },
  });
}

/** Releases whatever the order's payments hold. Payments that were canceled before are left alone. */
export async function releasePayments(container: MedusaContainer, payments: readonly OrderPayment[]): Promise<void> {
  const module = container.resolve(Modules.PAYMENT);
  for (const payment of payments) {
    if (!payment.canceled) {
      await module.cancelPayment(payment.id);
    }
  }
}

type Freed = {
  readonly orderId: string;
  readonly order: OrderPayments;
  readonly now: Date;
  readonly gateway?: CardGateway;
};

/**
 * Gives back whatever was taken of an order's card, and releases what is held: nothing is delivered for it.
 *
 * @throws Error when there is no usable answer, or money was taken just now: call again later
 */
export async function freePayments(container: MedusaContainer, input: Freed): Promise<void> {
  const taken = await giveBackOrder(container, input);
  // What Medusa knows to be captured ends with its order, which it refunds in its own books; unless the card processor holds
  // it still, whose word counts.
  const isHeld = ({ capturedMajor, paymentIntentId }: OrderPayment) =>
    capturedMajor === 0 || (paymentIntentId !== null && !taken.has(paymentIntentId));
  await releasePayments(container, input.order.payments.filter(isHeld));
}

/**
 * Gives back whatever was taken of an order's card, of which nothing is delivered. A payment that Medusa calls canceled is
 * looked at as well: the money is where the card processor has it.
 *
 * @returns the payments with which something was taken, by the card processor's ids
 * @throws Error when there is no usable answer: call again later
 */
export async function giveBackOrder(container: MedusaContainer, input: Freed): Promise<ReadonlySet<string>> {
  const { orderId, order, now } = input;
  const taken = new Set<string>();
  for (const { paymentIntentId } of order.payments) {
    if (paymentIntentId === null) {
      continue;
    }
    const gateway = input.gateway ?? cardGateway(container);
    const payment = await gateway.retrieve(paymentIntentId);
    if (isTaken(payment)) {
      taken.add(paymentIntentId);
      const takenFor = await takenForOrder(container, orderId, order.displayId);
      await giveBackTaken(container, { takenFor, payment, now, gateway });
    }
  }
  return taken;
}

async function takenForOrder(container: MedusaContainer, orderId: string, displayId: string): Promise<TakenFor> {
  const checkout = await container.resolve(CHECKOUT_MODULE).findByOrder(orderId);
  if (checkout === null) {
    throw new Error(`Order ${orderId} has no checkout: whose money was taken for it is not known.`);
  }
  const { billingAccountId } = checkout;
  return { billingAccountId, orderId, reference: orderId, about: `order ${displayId}` };
}
