import { z } from "zod";
import type { MedusaClient } from "../medusa.server";
import { billingPlanSchema, termSchema } from "./money.server";
import { quoteSchema } from "./quotes.server";

const cartSchema = z.object({
  id: z.string(),
  lines: z.array(
    z.object({
      id: z.string(),
      plan_id: z.string(),
      quantity: z.number().int(),
      offer_title: z.string(),
      sku_title: z.string(),
      term: termSchema,
      billing_plan: billingPlanSchema,
      handle: z.string().nullish(),
    }),
  ),
  quote: quoteSchema.nullable(),
  /** Why there is no quote although there are lines. */
  problems: z.array(z.object({ field: z.string(), message: z.string() })).default([]),
});
const answerSchema = z.object({ cart: cartSchema });

export type Cart = z.infer<typeof cartSchema>;
export type CartLine = Cart["lines"][number];

export async function createCart(api: MedusaClient): Promise<Cart> {
  return (await api.post("/store/csp/carts", { schema: answerSchema })).cart;
}

export async function readCart(api: MedusaClient, id: string): Promise<Cart> {
  return (await api.get(path(id), answerSchema)).cart;
}

export async function addLine(
  api: MedusaClient,
  id: string,
  line: { plan_id: string; quantity: number },
): Promise<Cart> {
  return (await api.post(`${path(id)}/lines`, { body: line, schema: answerSchema })).cart;
}

export async function setLineQuantity(api: MedusaClient, id: string, lineId: string, quantity: number): Promise<Cart> {
  return (await api.post(linePath(id, lineId), { body: { quantity }, schema: answerSchema })).cart;
}

export async function removeLine(api: MedusaClient, id: string, lineId: string): Promise<Cart> {
  return (await api.delete(linePath(id, lineId), answerSchema)).cart;
}

function path(id: string): string {
  return `/store/csp/carts/${encodeURIComponent(id)}`;
}

function linePath(id: string, lineId: string): string {
  return `${path(id)}/lines/${encodeURIComponent(lineId)}`;
}
