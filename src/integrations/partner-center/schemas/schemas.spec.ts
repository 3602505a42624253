import { instant } from "./common";
import { cartSchema, checkoutSchema, subscriptionSchema } from "./index";

const order = {
  id: "a68736758d9c",
  status: "Pending",
  creationDate: "2026-03-15T10:00:00.4505136Z",
  lineItems: [{ lineItemNumber: 0, offerId: "P:0001:A", quantity: 1 }],
};

test("a checkout is a list of orders and errors, or, as one page prints it, the bare order", () => {
  const expected = { orders: [{ id: order.id, status: "pending" }], orderErrors: [] };
  expect(checkoutSchema.parse(order)).toMatchObject(expected);
  expect(checkoutSchema.parse({ orders: [order], attributes: {} })).toMatchObject(expected);
  expect(checkoutSchema.parse({ orderErrors: [{ orderGroupId: 0, code: 800069 }] })).toEqual({
    orders: [],
    orderErrors: [{ orderGroupId: "0", code: "800069", description: "" }],
  });
});

test("a cart keeps the errors of its lines", () => {
  const cart = cartSchema.parse({
    id: "c",
    creationTimestamp: "2026-03-15T10:00:00Z",
    lineItems: [{ id: 0, catalogItemId: "P:0001:A", quantity: 1, error: { errorCode: 10015 } }],
  });
  expect(cart.lineItems[0]).toMatchObject({ orderGroup: "0", error: { errorCode: 10015 } });
});

test("instants in the vendor's spellings are UTC", () => {
  expect(instant.parse("2021-01-14T16:57:14.498252Z")).toBe("2021-01-14T16:57:14.498Z");
  expect(instant.parse("2023-07-31T00:00:00")).toBe("2023-07-31T00:00:00.000Z");
  expect(instant.parse("2019-01-09T00:21:45.9263727+00:00")).toBe("2019-01-09T00:21:45.926Z");
  expect(instant.safeParse("2015-11-25T06: 41: 12Z").success).toBe(false);
});

test("a subscription without etag, window or commitment end is read, and keeps what we do not know", () => {
  const read = subscriptionSchema.parse({
    id: "s",
    quantity: "15",
    status: "Active",
    effectiveStartDate: "2021-01-14T16:57:14.498252Z",
    scheduledNextTermInstructions: { quantity: 3 },
  });
  expect(read).toMatchObject({
    quantity: 15,
    status: "active",
    commitmentEndDate: null,
    autoRenewEnabled: false,
    scheduledNextTermInstructions: { quantity: 3 },
  });
});
