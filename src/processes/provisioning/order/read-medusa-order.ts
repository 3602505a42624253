import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { z } from "zod";

const paymentSchema = z
  .object({
    canceled_at: z.coerce.date().nullish(),
    data: z.object({ payment_intent_id: z.string().nullish() }).loose().nullish(),
  })
  .loose();

const orderSchema = z
  .object({
    id: z.string(),
    display_id: z.coerce.string(),
    email: z.string().nullish(),
    customer_id: z.string().nullish(),
    canceled_at: z.coerce.date().nullish(),
    metadata: z.object({ checkout_id: z.string().nullish() }).loose().nullish(),
    items: z.array(
      z
        .object({
          id: z.string(),
          quantity: z.coerce.number(),
          metadata: z.object({ plan_id: z.string().nullish() }).loose().nullish(),
        })
        .loose(),
    ),
    payment_collections: z
      .array(
        z
          .object({
            id: z.string(),
            status: z.string(),
            payments: z.array(paymentSchema.nullable()).nullish(),
          })
          .loose()
          .nullable(),
      )
      .nullish()
      .transform((list) => (list ?? []).filter((one) => one !== null)),
  })
  .loose();

export type MedusaOrder = z.output<typeof orderSchema>;
type MedusaPayment = z.output<typeof paymentSchema>;

/** The parts of a Medusa order that provisioning needs; null when there is no such order. */
export async function readMedusaOrder(container: MedusaContainer, orderId: string): Promise<MedusaOrder | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: "order",
    fields: [
      "id",
      "display_id",
      "email",
      "customer_id",
      "canceled_at",
      "metadata",
      "items.id",
      "items.quantity",
      "items.detail.quantity",
      "items.metadata",
      "payment_collections.id",
      "payment_collections.status",
      "payment_collections.payments.canceled_at",
      "payment_collections.payments.data",
    ],
    filters: { id: orderId },
  });
  return data.length === 0 ? null : orderSchema.parse(data[0]);
}

/**
 * True when the money is there: authorised or taken. An order can exist with a payment that is still awaiting its
 * authorisation, and must not be carried out then. Medusa makes a payment when it is authorised, and only then; the
 * collection's own state comes in a commit of its own and may be behind.
 */
export function isPaid(order: MedusaOrder): boolean {
  return order.payment_collections.some(
    ({ status, payments }) =>
      ["authorized", "completed"].includes(status) || payments?.some((one) => one && !one.canceled_at),
  );
}

/** True when a payment was made, whatever became of it. */
export function wasPaid(order: MedusaOrder): boolean {
  return order.payment_collections.some(({ payments }) => payments?.some((payment) => payment !== null));
}

/** The order's payments that were not cancelled. */
export function heldPayments(order: MedusaOrder): MedusaPayment[] {
  const payments = order.payment_collections.flatMap((collection) => collection.payments ?? []);
  return payments.flatMap((payment) => (payment && !payment.canceled_at ? [payment] : []));
}

/** True while a payment stands. Only where none is known does the collection's own state count. */
export function holdsMoney(order: MedusaOrder): boolean {
  return wasPaid(order) ? heldPayments(order).length > 0 : isPaid(order);
}
