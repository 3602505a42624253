import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type QuoteFacts } from "../../modules/billing";
import { CATALOG_MODULE } from "../../modules/catalog";
import { CHECKOUT_MODULE } from "../../modules/checkout";
import type { MedusaOrder } from "./order/read-medusa-order";
import { takeSnapshot } from "./take-snapshot";

const QUOTED_AT = new Date("2026-03-15T10:00:00Z");
const PLAN = {
  planId: "plan_1",
  term: "P1Y",
  billingPlan: "monthly",
  currency: "USD",
  market: "US",
  unitTermPrice: 28_930,
  priceVersion: "catalogue",
};
const ORDER: MedusaOrder = {
  id: "order_1",
  display_id: "1",
  items: [{ id: "item_1", quantity: 10, metadata: { plan_id: "plan_1" } }],
  payment_collections: [],
};

/** An order on a quote of before or after the quote kept its prices. */
function snapshotOf(facts: QuoteFacts) {
  const modules: Readonly<Record<string, unknown>> = {
    [BILLING_MODULE]: { retrieveQuote: async () => ({ createdAt: QUOTED_AT, facts }) },
    [CATALOG_MODULE]: { listPlansForSale: async ({ now }: { now: Date }) => (now === QUOTED_AT ? [PLAN] : []) },
    [CHECKOUT_MODULE]: { findByOrder: async () => ({ companyId: "c", quoteId: "q", amount: 1, createdAt: QUOTED_AT }) },
  };
  return takeSnapshot({ resolve: (key: string) => modules[key] } as unknown as MedusaContainer, ORDER);
}
const TENANT = { kind: "new", domain: "contoso.onmicrosoft.com", vendorTenantId: null } as const;
const line = { planId: "plan_1", quantity: 10 };

describe("what an order takes from its quote", () => {
  it("is the price, the tenant and the billing day that were promised, whatever the catalogue says of that instant today", async () => {
    const price = { unitTermPrice: 27_720, priceVersion: "quoted" };
    const snapshot = await snapshotOf({
      billingDay: 12,
      tax: null,
      tenant: TENANT,
      lines: [{ ...line, price, discounts: [] }],
    });
    expect(snapshot?.lines).toMatchObject([{ quantity: 10, terms: { ...price, billingDay: 12, term: "P1Y" } }]);
    expect(snapshot?.tenant).toEqual(TENANT);
  });

  it("is the catalogue's price at the quote's instant where the quote is from before prices were kept", async () => {
    const snapshot = await snapshotOf({
      billingDay: null,
      tax: null,
      tenant: null,
      lines: [{ ...line, price: null, discounts: null }],
    });
    expect(snapshot?.lines[0]?.terms).toEqual({
      term: "P1Y",
      billingPlan: "monthly",
      currency: "USD",
      unitTermPrice: 28_930,
      priceVersion: "catalogue",
    });
  });
});
