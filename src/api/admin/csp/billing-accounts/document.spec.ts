import { preferencesBody } from "./document";

it.each<[string, boolean]>([
  ["4711/2026", true],
  ["4711\n0815", false],
  ["4711 \u202e17", false],
  ["47\u00a011", true],
])("a purchase order number is one line: %j", (purchase_order_number, isTaken) => {
  expect(preferencesBody.safeParse({ purchase_order_number }).success).toBe(isTaken);
});
