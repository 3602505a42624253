import { z } from "zod";
import type { AtStake } from "./kind";

/** What these reads need of an order as its tasks hold it. */
export const payloadSchema = z.object({
  displayId: z.string(),
  companyId: z.string(),
  currency: z.string(),
  authorisedAmount: z.int(),
  /** Why it was not carried out as it was paid; its lines are not all known then. */
  refusal: z.object({ code: z.string() }).nullish(),
  tenant: z.object({ domain: z.string() }).nullish(),
  lines: z.array(
    z.object({
      orderLineId: z.string(),
      skuTitle: z.string(),
      quantity: z.int(),
      terms: z.object({ unitTermPrice: z.int() }),
    }),
  ),
});

export type OrderPayload = z.output<typeof payloadSchema>;

/** @throws ZodError when the order is not as an order is written down */
export const orderPayload = (payload: unknown): OrderPayload => payloadSchema.parse(payload);

/** What is reserved on the customer's card for the order, or was before that lapsed. */
export function heldFor({ displayId, authorisedAmount: amount, currency }: OrderPayload, isLapsed = false): AtStake {
  const words = `Authorised for order ${displayId}`;
  const rule = isLapsed
    ? "What was reserved on the customer's card before that lapsed."
    : "What is reserved on the customer's card.";
  return { amount, currency, rule, inputs: [{ words, amount }] };
}

/** What was reserved for an order that was refused when it was written down: not all of its lines are known. */
export function wasHeldFor(order: OrderPayload): AtStake {
  const rule = "What was reserved on the customer's card. What the lines are worth is not known: not all were on sale.";
  return { ...heldFor(order), rule };
}

/** What lines of an order are worth: their price for the whole term, before tax. */
export function worthOf({ lines, currency }: OrderPayload, orderLineIds: ReadonlySet<string>): AtStake {
  const inputs = lines
    .filter((line) => orderLineIds.has(line.orderLineId))
    .map(({ quantity, skuTitle, terms }) => ({
      words: `${quantity} × ${skuTitle}, the whole term`,
      amount: quantity * terms.unitTermPrice,
    }));
  const amount = inputs.reduce((sum, input) => sum + input.amount, 0);
  return { amount, currency, rule: "Seats times the price of the whole term, before tax.", inputs };
}
