import { z } from "zod";
import { instant, money, named } from "../../../../http/document";
import { invoice } from "../../invoices/document";
import { term } from "../../offers/document";
import { task } from "../../provisioning-tasks/document";
import { paidPlan, subscription } from "../../subscriptions/document";

/** One line of an order, and what became of it at the vendor. */
export const orderLine = z.strictObject({
  id: z.string(),
  offer_title: z.string(),
  sku_title: z.string(),
  quantity: z.int(),
  term,
  billing_plan: paidPlan,
  state: z.enum(["under_way", "needs_attention", "live", "refused", "canceled"]),
  /** The step it waits for; null when it is decided. */
  step: task.shape.kind.nullable(),
  /** What went wrong last, in words. */
  problem: z.string().nullable(),
  subscription_id: z.string().nullable(),
});
export type OrderLine = z.output<typeof orderLine>;

/** How the order was paid for: what its checkout authorised. */
export const orderCheckout = z.strictObject({
  id: z.string(),
  state: z.enum(["open", "authorised", "ordered", "expired", "failed"]),
  authorised_amount: money,
  authorised_at: instant.nullable(),
  ordered_at: instant.nullable(),
  purchase_order_number: z.string().nullable(),
});

/** What Seatline knows of one of Medusa's orders. */
export const order = z.strictObject({
  id: z.string(),
  company: named.nullable(),
  billing_account_id: z.string().nullable(),
  /** Null for the moment between Medusa's order and the checkout that notes it. */
  checkout: orderCheckout.nullable(),
  /** Its steps at the vendor, in their order; none before they are written. */
  tasks: z.array(task),
  /** False as long as one of the steps, or all of them, are to come. */
  settled: z.boolean(),
  lines: z.array(orderLine),
  subscriptions: z.array(subscription),
  /** The newest documents with a line of its subscriptions, and how many there are. */
  invoices: z.array(invoice),
  invoice_count: z.int(),
});
export type Order = z.output<typeof order>;

/** Null: the order is none of Seatline's. */
export const orderAnswer = z.strictObject({ order: order.nullable() });
export type OrderAnswer = z.output<typeof orderAnswer>;

/** `already_enqueued`: its steps are there. */
export const takenUpAnswer = z.strictObject({
  order_id: z.string(),
  outcome: z.enum(["enqueued", "already_enqueued"]),
});
export type TakenUpAnswer = z.output<typeof takenUpAnswer>;
