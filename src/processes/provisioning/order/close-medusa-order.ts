import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import {
  cancelOrderWorkflow,
  completeOrderWorkflow,
  createOrderCreditLinesWorkflow,
  refundPaymentsWorkflow,
} from "@medusajs/medusa/core-flows";
import { z } from "zod";
import { type Money, toDecimalString } from "../../../domain/money";

/** Names the credit line over what was not delivered; an order has one of them at most. */
const NOT_DELIVERED = "licences_not_delivered";
/** Medusa changes an order in well under a second; a change that is open for longer was left by a process that died. */
const CHANGED_WITHIN_MS = 15_000;

/** What Medusa calls an order that it no longer cancels. */
const ENDED: ReadonlySet<string> = new Set(["completed", "archived"]);

const orderSchema = z.object({
  id: z.string(),
  status: z.string(),
  canceled_at: z.coerce.date().nullish(),
  summary: z.looseObject({ pending_difference: z.coerce.number() }),
  credit_lines: z.array(z.object({ reference: z.string().nullish() }).nullable()).nullish(),
});

const movesSchema = z.array(z.object({ amount: z.coerce.number() }).nullable()).nullish();
const paymentSchema = z.object({ id: z.string(), captures: movesSchema, refunds: movesSchema });
const paymentsSchema = z
  .object({
    payment_collections: z
      .array(z.object({ payments: z.array(paymentSchema.nullable()).nullish() }).nullable())
      .nullish(),
  })
  .transform(({ payment_collections: list }) =>
    (list ?? []).flatMap((one) => one?.payments ?? []).filter((payment) => payment !== null),
  );

/** In major units, as Medusa keeps them: what is captured once is refunded once, whole. */
const sumOf = (moves: z.output<typeof movesSchema>): number =>
  (moves ?? []).reduce((sum, move) => sum + (move?.amount ?? 0), 0);

export type OrderEnding = {
  readonly orderId: string;
  /** Whether anything of it was delivered. */
  readonly isLive: boolean;
  /** What the customer had agreed to pay at once and is not charged, in the order's currency. */
  readonly notCharged: Money;
};

/**
 * Makes Medusa's own order say how it ended, so that its page agrees with the books: what was not delivered is credited
 * and not outstanding; an order of which nothing is live is cancelled, any other one is complete.
 *
 * May be called again after a crash at any line; what a dead process had begun of a change is thrown away first.
 *
 * @returns false while somebody else changes the order: look again a moment later
 */
export async function closeMedusaOrder(container: MedusaContainer, ending: OrderEnding): Promise<boolean> {
  const { orderId, isLive, notCharged } = ending;
  if (!(await clearOfChanges(container, orderId))) {
    return false;
  }
  if (!isLive) {
    await refundCaptured(container, orderId);
  }
  const order = await readOrder(container, orderId);
  // Medusa does not round tax: it counts up to half a cent less as outstanding than our books, and credits no more.
  const outstanding = order.summary.pending_difference;
  const amount = isLive ? Math.min(Number(toDecimalString(notCharged)), outstanding) : outstanding;
  if (amount > 0 && !order.credit_lines?.some((line) => line?.reference === NOT_DELIVERED)) {
    const line = { reference: NOT_DELIVERED, reference_id: orderId, amount };
    await createOrderCreditLinesWorkflow(container).run({ input: { id: orderId, credit_lines: [line] } });
  }
  if (isLive && order.status === "pending") {
    await completeOrderWorkflow(container).run({ input: { orderIds: [orderId] } });
  }
  if (!isLive && !order.canceled_at) {
    await reopenForCancel(container, orderId);
    await cancelOrderWorkflow(container).run({ input: { order_id: orderId } });
  }
  return true;
}

/**
 * Notes in Medusa's books that what it knows to be captured went back. Left to its cancelling, the refund would come after
 * the credit line, and the order be credited twice.
 */
async function refundCaptured(container: MedusaContainer, orderId: string): Promise<void> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: [
      "payment_collections.payments.id",
      "payment_collections.payments.captures.amount",
      "payment_collections.payments.refunds.amount",
    ],
    filters: { id: orderId },
  });
  const captured = paymentsSchema.parse(data[0]).flatMap(({ id, captures, refunds }) => {
    const amount = sumOf(captures) - sumOf(refunds);
    return amount > 0 ? [{ payment_id: id, amount }] : [];
  });
  if (captured.length > 0) {
    await refundPaymentsWorkflow(container).run({ input: captured });
  }
}

/**
 * Medusa allows an order one change at a time, and keeps one open whose process died in it: such a one is thrown away.
 *
 * @returns false while somebody changes the order at this moment
 */
export async function clearOfChanges(container: MedusaContainer, orderId: string): Promise<boolean> {
  const orders = container.resolve(Modules.ORDER);
  const open = await orders.listOrderChanges({ order_id: orderId, status: ["pending", "requested"] });
  // Medusa stamps its rows with the machine's own time.
  if (open.some((change) => Date.now() - new Date(change.created_at).getTime() < CHANGED_WITHIN_MS)) {
    return false;
  }
  if (open.length > 0) {
    await orders.deleteOrderChanges(open.map((change) => change.id));
  }
  return true;
}

/**
 * A host's own code may have completed an order of licences before anything of it was delivered, and Medusa cancels no
 * completed one: it is open again first. Nothing happens to an order that is open or cancelled already.
 */
export async function reopenForCancel(container: MedusaContainer, orderId: string): Promise<void> {
  const order = await readOrder(container, orderId);
  if (!order.canceled_at && ENDED.has(order.status)) {
    await container.resolve(Modules.ORDER).updateOrders([{ id: orderId, status: "pending" }]);
  }
}

async function readOrder(container: MedusaContainer, orderId: string) {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id", "status", "canceled_at", "summary", "credit_lines.reference"],
    filters: { id: orderId },
  });
  return orderSchema.parse(data[0]);
}
