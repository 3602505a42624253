import { done, needsAttention, type PlacedOrder, type VendorOutcome } from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import type { CartNotes, NotedCart } from "./cart-notes";
import { matchOrders } from "./line-matching";

export type FoundOrders =
  | { readonly kind: "found"; readonly outcome: VendorOutcome<PlacedOrder> }
  | { readonly kind: "none" };

/** Both times are the vendor's; the slack covers its different precisions. */
const SLACK_MS = 1_000;

/**
 * Looks for the orders that a cart has become, when the vendor says it was submitted but not what came of it. The vendor
 * keeps no reference of ours, so the order must be younger than the cart, belong to no order of ours, and cover the
 * cart's lines exactly. Two orders that could both be meant are a person's decision.
 */
export async function findOrdersOfCart(
  client: PartnerCenterClient,
  vendorTenantId: string,
  cart: NotedCart,
  notes: CartNotes,
): Promise<FoundOrders> {
  const earliest = Date.parse(cart.createdAt) - SLACK_MS;
  const young = (await client.listOrders(vendorTenantId)).filter((order) => Date.parse(order.creationDate) >= earliest);
  const known = await notes.knownVendorOrders(young.map((order) => order.id));
  const candidates = young.filter((order) => !known.has(order.id) && matchOrders([order], cart.lines).length === 1);
  if (candidates.length === 0) {
    return { kind: "none" };
  }
  const matched = matchOrders(candidates, cart.lines);
  if (matched.length !== candidates.length) {
    const ids = candidates.map((order) => order.id).join(", ");
    const detail = `Cart ${cart.cartId} was submitted; more than one order could be its result: ${ids}`;
    return { kind: "found", outcome: needsAttention("ambiguous_order", detail) };
  }
  const covered = new Set(matched.flatMap((one) => one.lines.map((line) => line.orderLineId)));
  if (covered.size < cart.lines.length) {
    const detail = `Cart ${cart.cartId} was submitted; only ${covered.size} of ${cart.lines.length} lines are visible`;
    return { kind: "found", outcome: { kind: "retry_later", code: "800065", detail, afterMs: 60_000 } };
  }
  const orders = matched.map((one) => ({
    vendorOrderId: one.order.id,
    orderLineIds: one.lines.map((line) => line.orderLineId),
  }));
  return { kind: "found", outcome: done({ orders, refused: cart.refused }) };
}
