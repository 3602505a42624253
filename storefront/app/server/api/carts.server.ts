import { type Cart, cartAnswer, ownCartAnswer } from "../../../../src/api/store/csp/carts/document";
import type { MedusaClient } from "../medusa.server";

export type { CartLine } from "../../../../src/api/store/csp/carts/document";
export type { Cart };

export async function createCart(api: MedusaClient): Promise<Cart> {
  return (await api.post("/store/csp/carts", { schema: cartAnswer })).cart;
}

/** The signed-in customer's cart, with what was gathered here before signing in; null when there is none. */
export async function readOwnCart(api: MedusaClient, visitorCartId: string | undefined): Promise<Cart | null> {
  const body = { visitor_cart_id: visitorCartId ?? null };
  return (await api.post("/store/csp/carts/mine", { body, schema: ownCartAnswer })).cart;
}

export async function readCart(api: MedusaClient, id: string): Promise<Cart> {
  return (await api.get(path(id), cartAnswer)).cart;
}

/** @param key under which the seats are added once, however often it is sent; empty: each time */
export async function addLine(
  api: MedusaClient,
  id: string,
  line: { plan_id: string; quantity: number },
  key: string,
): Promise<Cart> {
  return (await api.post(`${path(id)}/lines`, { body: line, key, schema: cartAnswer })).cart;
}

export async function setLineQuantity(api: MedusaClient, id: string, lineId: string, quantity: number): Promise<Cart> {
  return (await api.post(linePath(id, lineId), { body: { quantity }, schema: cartAnswer })).cart;
}

export async function removeLine(api: MedusaClient, id: string, lineId: string): Promise<Cart> {
  return (await api.delete(linePath(id, lineId), cartAnswer)).cart;
}

function path(id: string): string {
  return `/store/csp/carts/${encodeURIComponent(id)}`;
}

function linePath(id: string, lineId: string): string {
  return `${path(id)}/lines/${encodeURIComponent(lineId)}`;
}
