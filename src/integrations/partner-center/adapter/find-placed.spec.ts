import type { OrderNotes } from "../../vendor-port";
import { withoutCode } from "../answers";
import type { PartnerCenterClient } from "../client";
import { PartnerCenterError } from "../errors";
import { findPlaced } from "./find-placed";

const CREATED = "2026-03-15T10:00:00.000Z";
const LINE = { cartLineId: 0, catalogItemId: "P:S:A", quantity: 3, term: "P1Y", orderGroup: "0" };
const NOTED = {
  version: 1,
  generation: 1,
  cartRequestId: "r1",
  cart: {
    cartId: "cart_1",
    createdAt: CREATED,
    lines: [{ orderLineId: "l1", ...LINE }],
    refused: [],
    checkoutRequestId: "r2",
  },
  checkoutBegun: true,
  abandoned: [],
};
const VENDOR_ORDER = {
  id: "vendor_1",
  creationDate: CREATED,
  lineItems: [{ lineItemNumber: 0, offerId: "P:S:A", quantity: 3, termDuration: "P1Y" }],
};

function lookUp(notes: unknown, orders: () => Promise<unknown[]>, minutesLater: number) {
  const kept: OrderNotes = {
    load: async () => ({ notes, revision: notes === null ? 0 : 1 }),
    save: async () => 2,
    knownVendorOrders: async () => new Set(),
  };
  const client = { listOrders: orders } as unknown as PartnerCenterClient;
  const lastAskedAt = new Date(CREATED);
  const now = new Date(lastAskedAt.getTime() + minutesLater * 60_000);
  return findPlaced(client, { vendorTenantId: "tenant", notes: kept, lastAskedAt, now });
}

const never = () => Promise.reject(new Error("The vendor is not to be asked."));

describe("whether anything was sold for an order that stands", () => {
  it.each([
    ["nothing was noted", null],
    ["no cart was made", { ...NOTED, cart: null, checkoutBegun: false }],
    ["the cart was never sent to checkout", { ...NOTED, checkoutBegun: false }],
  ])("is certain without asking when %s", async (_case, notes) => {
    expect(await lookUp(notes, never, 0)).toEqual({ kind: "done", value: { placed: "nothing" } });
  });

  it("is not certain while the vendor may still show an order", async () => {
    expect(await lookUp(NOTED, async () => [], 29)).toMatchObject({ kind: "pending", afterMs: 60_000 });
  });

  it("is certain when the vendor shows none long after it was asked", async () => {
    expect(await lookUp(NOTED, async () => [], 30)).toEqual({ kind: "done", value: { placed: "nothing" } });
  });

  it("says which order was sold, however long ago", async () => {
    const found = await lookUp(NOTED, async () => [VENDOR_ORDER], 600);
    expect(found).toEqual({ kind: "done", value: { placed: "something", detail: "Microsoft's order vendor_1" } });
  });

  it("says something was sold when two orders could both be it", async () => {
    const found = await lookUp(NOTED, async () => [VENDOR_ORDER, { ...VENDOR_ORDER, id: "vendor_2" }], 600);
    expect(found).toMatchObject({ kind: "done", value: { placed: "something" } });
  });

  it("passes on that the vendor did not answer", async () => {
    const failure = {
      code: "network",
      message: "no answer",
      status: null,
      answer: withoutCode("timeout"),
    };
    const silent = () => Promise.reject(new PartnerCenterError(failure));
    expect(await lookUp(NOTED, silent, 600)).toEqual({ kind: "unknown", detail: "no answer" });
  });
});
