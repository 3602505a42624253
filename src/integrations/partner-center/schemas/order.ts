import { z } from "zod";
import { collectionOf, instant, word } from "./common";

/** A cart line can carry an error inside an answer of 201: every line must be looked at. */
const cartLineSchema = z
  .object({
    id: z.coerce.number().int(),
    catalogItemId: z.string(),
    quantity: z.coerce.number().int(),
    termDuration: z.string().nullish(),
    orderGroup: z
      .union([z.string(), z.number()])
      .nullish()
      .transform((group) => String(group ?? "0")),
    error: z
      .object({
        errorCode: z.union([z.string(), z.number()]).nullish(),
        errorDescription: z.string().nullish(),
      })
      .loose()
      .nullish(),
  })
  .loose();

export const cartSchema = z
  .object({
    id: z.string().min(1),
    creationTimestamp: instant,
    status: z.string().nullish(),
    lineItems: z.array(cartLineSchema),
  })
  .loose();

const orderLineSchema = z
  .object({
    lineItemNumber: z.coerce.number().int(),
    offerId: z.string(),
    subscriptionId: z.string().nullish(),
    termDuration: z.string().nullish(),
    quantity: z.coerce.number().int(),
  })
  .loose();

export const orderSchema = z
  .object({
    id: z.string().min(1),
    lineItems: z
      .array(orderLineSchema)
      .nullish()
      .transform((lines) => lines ?? []),
    creationDate: instant,
    status: word.nullish().transform((status) => status ?? "unknown"),
  })
  .loose();

export const orderPageSchema = collectionOf(orderSchema);

const orderErrorSchema = z
  .object({
    orderGroupId: z
      .union([z.string(), z.number()])
      .nullish()
      .transform((group) => String(group ?? "0")),
    code: z.union([z.string(), z.number()]).transform(String),
    description: z
      .string()
      .nullish()
      .transform((text) => text ?? ""),
  })
  .loose();

const listOf = <S extends z.ZodType>(item: S) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);

/** One page of the documentation prints a bare order as the answer: it is taken as the only one. */
export const checkoutSchema = z.union([
  orderSchema.transform((order) => ({ orders: [order], orderErrors: [] })),
  z
    .object({ orders: listOf(orderSchema), orderErrors: listOf(orderErrorSchema) })
    .loose()
    .refine(({ orders, orderErrors }) => orders.length + orderErrors.length > 0, "names neither an order nor an error"),
]);

export const orderProvisioningSchema = collectionOf(
  z.object({ lineItemNumber: z.coerce.number().int().nullish(), status: word }).loose(),
);

export type Cart = z.output<typeof cartSchema>;
export type CartLine = z.output<typeof cartLineSchema>;
export type Order = z.output<typeof orderSchema>;
export type OrderError = z.output<typeof orderErrorSchema>;
export type Checkout = z.output<typeof checkoutSchema>;
