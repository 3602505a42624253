import type { MedusaContainer } from "@medusajs/framework/types";
import type { CheckoutState } from "../../integrations/stripe";
import { BILLING_MODULE } from "../../modules/billing";
import { SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { openChangePage } from "./payment-page";

jest.mock("../ticker", () => ({ wakeTicker: () => {} }));
jest.mock("../../connections/settings", () => ({ settingsOf: () => ({ shopUrl: "https://shop.example" }) }));
const cardEntry = { readCheckout: jest.fn(), startCheckout: jest.fn() };
jest.mock("../../connections/stripe", () => ({ stripeConnection: () => ({ cardEntry }) }));

const NOW = new Date("2026-03-15T10:42:00Z");
const UNTIL = new Date("2026-03-16T09:42:00Z");
const change = {
  ...{ id: "cspchg_1", state: "awaiting_customer", holdAmount: 4_321, pageSessionId: "cs_1", pageNumber: 1 },
  ...{ awaitsUntil: UNTIL, subscriptionId: "cspsub_1", companyId: "comp_1", fromQuantity: 10 },
  ...{ wanted: { kind: "seats", quantity: 12 }, shown: { currency: "USD" }, leaseToken: "lease" },
};
const changes = {
  find: async () => change,
  lease: async () => change,
  note: jest.fn(async () => true),
  wait: jest.fn(async (..._given: unknown[]) => true),
};
const modules: Record<string, unknown> = {
  [SUBSCRIPTION_MODULE]: { changes, retrieve: async () => ({ id: "cspsub_1", skuTitle: "Premium" }) },
  [BILLING_MODULE]: { findAccount: async () => ({ stripeCustomerId: "cus_1" }) },
};
const container = { resolve: (key: string) => modules[key] } as unknown as MedusaContainer;

/** @returns the address that the customer is sent to */
async function openWhere(state: CheckoutState): Promise<string> {
  const url = state === "open" ? "https://pay.example/1" : null;
  cardEntry.readCheckout.mockResolvedValue({ state, url, expiresAt: UNTIL });
  return (await openChangePage(container, change.id, NOW)).url;
}

beforeEach(() => {
  jest.clearAllMocks();
  cardEntry.startCheckout.mockResolvedValue({ sessionId: "cs_2", url: "https://pay.example/2" });
});

describe("the page of a change's payment", () => {
  it.each(["authorised", "processing", "paid"] as const)(
    "is not made anew where the one before is %s: the amount would be held twice",
    async (state) => {
      await expect(openWhere(state)).rejects.toThrow("No payment of this change is to be confirmed");
      expect([cardEntry.startCheckout, changes.note].map(({ mock }) => mock.calls)).toEqual([[], []]);
      expect(changes.wait.mock.calls[0]?.[1]).toMatchObject({ kind: "waiting", nextAt: NOW });
    },
  );

  it("is the one that is open, and another one after it was closed", async () => {
    expect(await openWhere("open")).toBe("https://pay.example/1");
    expect(cardEntry.startCheckout).not.toHaveBeenCalled();
    expect([await openWhere("expired"), await openWhere("canceled")]).toEqual(Array(2).fill("https://pay.example/2"));
    expect(changes.note).toHaveBeenCalledWith(change, { pageSessionId: "cs_2", pageNumber: 2, awaitsUntil: UNTIL });
  });
});
