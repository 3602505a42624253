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

const CHECKOUT = { companyId: "c", quoteId: "q", amount: 1, createdAt: QUOTED_AT };
const KNOWN = { findByOrder: async () => CHECKOUT };

/** An order on a quote of before or after the quote kept its prices. */
function snapshotOf(facts: QuoteFacts, checkouts: object = KNOWN, order: MedusaOrder = ORDER) {
  const modules: Readonly<Record<string, unknown>> = {
    [BILLING_MODULE]: { retrieveQuote: async () => ({ createdAt: QUOTED_AT, facts }) },
    [CATALOG_MODULE]: { listPlansForSale: async ({ now }: { now: Date }) => (now === QUOTED_AT ? [PLAN] : []) },
    [CHECKOUT_MODULE]: checkouts,
  };
  return takeSnapshot({ resolve: (key: string) => modules[key] } as unknown as MedusaContainer, order);
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

describe("the checkout of an order whose event came before the checkout knew its order", () => {
  const order: MedusaOrder = {
    ...ORDER,
    customer_id: "cus_1",
    metadata: { checkout_id: "checkout_1" },
    payment_collections: [{ id: "collection_1", status: "authorized" }],
  };
  const pointed = { ...CHECKOUT, customerId: "cus_1", paymentCollectionId: "collection_1" };
  const found = async (change: object) => {
    const facts = { billingDay: null, tax: null, tenant: TENANT, lines: [{ ...line, price: null, discounts: null }] };
    const retrieve = async () => ({ ...pointed, ...change });
    return (await snapshotOf(facts, { findByOrder: async () => null, retrieve }, order)) !== null;
  };

  it.each([
    ["that is paid and has no order yet", { state: "authorised", orderId: null }],
    ["whose order was written between the two looks", { state: "ordered", orderId: "order_1" }],
  ])("is one %s", async (_which, change) => expect(await found(change)).toBe(true));

  it.each([
    ["that led to another order", { state: "ordered", orderId: "order_2" }],
    ["that was closed", { state: "failed", orderId: null }],
    ["that is not paid", { state: "open", orderId: null }],
    ["of somebody else", { state: "ordered", orderId: "order_1", customerId: "cus_2" }],
    ["of another payment", { state: "authorised", orderId: null, paymentCollectionId: "collection_2" }],
  ])("is none %s", async (_which, change) => expect(await found(change)).toBe(false));
});
