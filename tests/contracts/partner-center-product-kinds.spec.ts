import {
  at,
  buy,
  checkout,
  createCart,
  type Harness,
  type JsonObject,
  listAt,
  patchSubscription,
  readSubscription,
  readyCustomer,
  startHarness,
  textAt,
} from "./support/partner-center";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SERVER = { sku: "DG7GMGF0HP01:0001", cycle: "OneTime", quantity: 2, more: { termDuration: undefined } };
const SERVER_CAL = { sku: "DG7GMGF0HP02:0001", cycle: "Annual", quantity: 10 };
const FORMS = { sku: "DZH318Z0HP03:0001", cycle: "Annual", quantity: 10 };

let harness: Harness;
let customerId: string;

const control = () => harness.simulator.control;
const cancelOrder = async (orderId: unknown) => {
  const path = `/v1/customers/${customerId}/orders/${orderId}`;
  const { status, body } = await harness.call("PATCH", path, { body: { id: orderId, status: "cancelled" } });
  return [status, body.code ?? body.status];
};
const refusal = async (id: unknown, change: JsonObject) => {
  const { status, body } = await patchSubscription(harness, customerId, String(id), change);
  return [status, body.code];
};

beforeEach(async () => {
  harness = await startHarness({ settings: { environment: "production" } });
  customerId = await readyCustomer(harness);
});
afterEach(() => harness.running.stop());

describe("the catalogue beside the licences", () => {
  it.each([
    ["OnlineServices", "OnlineServicesNCE", true],
    ["software", "Software", true],
    ["MarketplaceSaaS", "SaaS", false],
  ])("has the view %s with products of the type %s", async (view, type, isMicrosoft) => {
    const { body } = await harness.call("GET", `/v1/products?country=US&targetView=${view}`);
    const items = listAt(body, "items");
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map((item) => at(item, "productType", "id")))).toEqual(new Set([type]));
    expect(new Set(items.map((item) => at(item, "isMicrosoftProduct")))).toEqual(new Set([isMicrosoft]));
  });

  it.each(["software", "marketplace"])("has the price sheet %s", async (view) => {
    const path = `/v1.0/sales/pricesheets(Market='US',PricesheetView='${view}')/$value?timeline=current`;
    expect((await harness.call("GET", path)).text).toContain("ProductTitle,ProductId,SkuId");
  });

  it.each([
    [SERVER.sku, [["Full", "P30D"]]],
    [SERVER_CAL.sku, [["Partial", "P7D"]]],
    [FORMS.sku, [["Full", "P3D"]]],
  ])("says of %s how it is given back", async (sku, policies) => {
    const [productId, skuId] = sku.split(":");
    const { body } = await harness.call("GET", `/v1/products/${productId}/skus/${skuId}/availabilities?country=US`);
    const options = listAt(body, "items", 0, "terms", 0, "cancellationPolicies", 0, "refundOptions");
    expect(options.map((one) => [at(one, "type"), at(one, "expiresAfter")])).toEqual(policies);
  });
});

describe("software for good", () => {
  const order = async () =>
    textAt(
      (await checkout(harness, customerId, await createCart(harness, customerId, SERVER))).body,
      "orders",
      0,
      "id",
    );

  it("is an order without a subscription, paid once", async () => {
    const cart = await createCart(harness, customerId, SERVER);
    expect(at(cart.body, "lineItems", 0, "pricing", "extendedPrice")).toBe(1_960);
    const { body } = await checkout(harness, customerId, cart);
    expect(at(body, "orders", 0)).toMatchObject({ billingCycle: "one_time", totalPrice: 1_960 });
    const path = `/v1/customers/${customerId}`;
    const read = (await harness.call("GET", `${path}/orders/${textAt(body, "orders", 0, "id")}`)).body;
    expect([read.status, at(read, "lineItems", 0, "subscriptionId")]).toEqual(["completed", undefined]);
    expect((await harness.call("GET", `${path}/subscriptions`)).body.totalCount).toBe(0);
  });

  it("is cancelled at the order for thirty days, once", async () => {
    const [early, late] = [await order(), await order()];
    harness.clock.advanceBy(30 * DAY - 1);
    expect(await cancelOrder(early)).toEqual([200, "cancelled"]);
    expect(await cancelOrder(early)).toEqual([400, "800061"]);
    harness.clock.advanceBy(1);
    expect(await cancelOrder(late)).toEqual([400, "900117"]);
  });
});

describe("software for a term", () => {
  it("is cancelled at the order for seven days, and its seats never get fewer", async () => {
    const subscription = await buy(harness, customerId, SERVER_CAL);
    expect(subscription).toMatchObject({
      productType: { id: "Software" },
      refundOptions: [{ type: "Partial", expiresAt: "2026-03-17T09:00:00.000Z" }],
      refundableQuantity: { totalQuantity: 0, details: [] },
    });
    expect(await refusal(subscription.id, { quantity: 9 })).toEqual([400, "800090"]);
    expect(await refusal(subscription.id, { status: "deleted" })).toEqual([400, "800096"]);
    expect((await patchSubscription(harness, customerId, subscription.id, { quantity: 11 })).status).toBe(200);
    expect(await cancelOrder(subscription.orderId)).toEqual([200, "cancelled"]);
    expect((await readSubscription(harness, customerId, subscription.id)).status).toBe("deleted");
    const other = await buy(harness, customerId, SERVER_CAL);
    harness.clock.advanceBy(7 * DAY);
    expect(await cancelOrder(other.orderId)).toEqual([400, "900117"]);
  });

  it("has no extended service term", async () => {
    const { id } = await buy(harness, customerId, SERVER_CAL);
    const extend = { scheduledActions: [{ scheduleType: "TermEnd", actionType: "RenewToExtendedServiceTerm" }] };
    expect(await refusal(id, extend)).toEqual([400, "3000"]);
    await patchSubscription(harness, customerId, id, { autoRenewEnabled: false });
    harness.clock.advanceTo(new Date("2027-03-11T00:00:00.000Z"));
    expect((await readSubscription(harness, customerId, id)).status).toBe("expired");
  });
});

describe("a service of the marketplace", () => {
  it("is cancelled at the subscription for 72 hours, in full", async () => {
    const [early, late] = [await buy(harness, customerId, FORMS), await buy(harness, customerId, FORMS)];
    expect(early).toMatchObject({
      ...{ isMicrosoftProduct: false, productType: { id: "SaaS" } },
      ...{ refundOptions: [{ type: "Full", expiresAt: "2026-03-13T09:00:00.000Z" }] },
    });
    harness.clock.advanceBy(72 * HOUR - 1);
    expect((await patchSubscription(harness, customerId, early.id, { status: "deleted" })).body.status).toBe("deleted");
    harness.clock.advanceBy(1);
    expect(await refusal(late.id, { status: "deleted" })).toEqual([400, "900117"]);
  });
});

describe("a licence", () => {
  it("in production is cancelled at the subscription, not at the order", async () => {
    const { orderId } = await buy(harness, customerId);
    expect(await cancelOrder(orderId)).toEqual([403, "800019"]);
    control().configure({ environment: "sandbox" });
    expect(await cancelOrder(orderId)).toEqual([200, "cancelled"]);
  });

  it("is given back in part from the start where that is chosen", async () => {
    control().configure({ firstDayFullRefund: false });
    expect((await buy(harness, customerId)).refundOptions).toEqual([
      { type: "Partial", expiresAt: "2026-03-17T09:00:00.000Z" },
    ]);
  });
});
