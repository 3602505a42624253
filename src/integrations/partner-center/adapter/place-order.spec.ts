import type { OrderNotes } from "../../vendor-port";
import { answerOfStatus, withoutCode } from "../answers";
import type { PartnerCenterClient } from "../client";
import { PartnerCenterError } from "../errors";
import { createRetryPolicy } from "../retry";
import { placeOrder } from "./place-order";

const TUNING = { maxRetries: 3, initialDelayMs: 0, maxDelayMs: 0, longestWaitMs: 0 };
const CART_NOT_FOUND = "800008";
const NOTED = {
  version: 1,
  generation: 1,
  cartRequestId: "r1",
  cart: {
    cartId: "cart_1",
    createdAt: "2026-03-15T10:00:00.000Z",
    lines: [{ orderLineId: "l1", cartLineId: 0, catalogItemId: "P:S:A", quantity: 3, term: "P1Y", orderGroup: "0" }],
    refused: [],
    checkoutRequestId: "r2",
  },
  checkoutBegun: false,
  abandoned: [],
};

const silence = () =>
  new PartnerCenterError({ code: "timeout", message: "no answer", status: null, answer: withoutCode("timeout") });
const gone = () =>
  new PartnerCenterError({
    code: CART_NOT_FOUND,
    message: "Cart not found",
    status: 404,
    answer: answerOfStatus(404, CART_NOT_FOUND),
  });

/** Places an order whose noted cart is sent to checkout for the first time; the tries of that call end so. */
function place(...tries: PartnerCenterError[]) {
  const left = [...tries];
  const client = {
    checkoutCart: () => createRetryPolicy(TUNING)(() => Promise.reject(left.shift())),
    listOrders: async () => [],
  } as unknown as PartnerCenterClient;
  let revision = 1;
  const notes: OrderNotes = {
    load: async () => ({ notes: NOTED, revision }),
    save: async () => {
      revision += 1;
      return revision;
    },
    knownVendorOrders: async () => new Set(),
  };
  return placeOrder(client, { orderId: "o1", vendorTenantId: "tenant", market: "US", lines: [], notes });
}

test("a cart that is gone after a try that nobody answered may have become an order: no second one is made", async () => {
  expect(await place(silence(), gone())).toMatchObject({ kind: "needs_attention", code: "cart_vanished" });
});
