import type { Order } from "../schemas";
import type { NotedCartLine } from "./cart-notes";

export type MatchedOrder = { readonly order: Order; readonly lines: readonly NotedCartLine[] };

/**
 * Gives each order the cart lines that it carries: same catalogue item, quantity and term, each cart line once. An order
 * with a line that fits no free cart line is not of this cart and is left out.
 */
export function matchOrders(orders: readonly Order[], cartLines: readonly NotedCartLine[]): MatchedOrder[] {
  const free = [...cartLines];
  const matched: MatchedOrder[] = [];
  for (const order of orders) {
    const taken = takeLines(order, free);
    if (taken !== null) {
      matched.push({ order, lines: taken });
    }
  }
  return matched;
}

function takeLines(order: Order, free: NotedCartLine[]): NotedCartLine[] | null {
  const taken: NotedCartLine[] = [];
  for (const line of order.lineItems) {
    const at = free.findIndex(
      (one) =>
        one.catalogItemId === line.offerId &&
        one.quantity === line.quantity &&
        (!line.termDuration || line.termDuration === one.term),
    );
    const [match] = at < 0 ? [] : free.splice(at, 1);
    if (match === undefined) {
      free.push(...taken);
      return null;
    }
    taken.push(match);
  }
  return taken.length === 0 ? null : taken;
}
