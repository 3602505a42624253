import { orderSchema } from "../schemas";
import type { NotedCartLine } from "./cart-notes";
import { matchOrders } from "./line-matching";

const cartLine = (orderLineId: string, catalogItemId: string, quantity: number): NotedCartLine => ({
  orderLineId,
  cartLineId: 0,
  catalogItemId,
  quantity,
  term: "P1Y",
  orderGroup: "0",
});
const order = (id: string, ...lines: [offerId: string, quantity: number, termDuration?: string][]) =>
  orderSchema.parse({
    id,
    creationDate: "2026-03-15T10:00:00Z",
    status: "pending",
    lineItems: lines.map(([offerId, quantity, termDuration], lineItemNumber) => ({
      lineItemNumber,
      offerId,
      quantity,
      ...(termDuration ? { termDuration } : {}),
    })),
  });

const matched = (...input: Parameters<typeof matchOrders>) =>
  matchOrders(...input).map((one) => [one.order.id, one.lines.map((line) => line.orderLineId)]);

test("each cart line goes to one order, also when two are alike", () => {
  const cart = [cartLine("a", "P:0001:A", 5), cartLine("b", "P:0001:A", 5), cartLine("c", "Q:0001:A", 1)];
  expect(matched([order("1", ["P:0001:A", 5]), order("2", ["Q:0001:A", 1], ["P:0001:A", 5])], cart)).toEqual([
    ["1", ["a"]],
    ["2", ["c", "b"]],
  ]);
});

test("an order with a line that is not in the cart is not of this cart, and takes nothing from it", () => {
  const cart = [cartLine("a", "P:0001:A", 5)];
  expect(matched([order("foreign", ["P:0001:A", 5], ["X:0001:A", 1]), order("ours", ["P:0001:A", 5])], cart)).toEqual([
    ["ours", ["a"]],
  ]);
});

test("another quantity or term is another order", () => {
  const cart = [cartLine("a", "P:0001:A", 5)];
  expect(matched([order("1", ["P:0001:A", 6]), order("2", ["P:0001:A", 5, "P3Y"])], cart)).toEqual([]);
});
