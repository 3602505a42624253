import {
  at,
  businessPremium,
  buy,
  cartLine,
  catalogItemId,
  checkout,
  confirmAgreement,
  createCart,
  createCustomer,
  type Harness,
  listAt,
  objectAt,
  readyCustomer,
  startHarness,
  textAt,
} from "./support/partner-center";

const day = 86_400_000;

describe("Partner Center simulator: from cart to order", () => {
  let harness: Harness;
  const { call } = { call: (...input: Parameters<Harness["call"]>) => harness.call(...input) };

  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.running.stop());

  it("refuses a purchase without the customer agreement and allows it with one", async () => {
    const customerId = await createCustomer(harness);
    const refused = await createCart(harness, customerId);
    expect([refused.status, refused.body.code]).toEqual([403, "13605"]);
    expect((await confirmAgreement(harness, customerId)).status).toBe(201);
    expect((await createCart(harness, customerId)).status).toBe(201);
  });

  it("takes an agreement that the customer signed with Microsoft directly", async () => {
    const customerId = await createCustomer(harness);
    harness.simulator.control.changeCustomer(customerId, { directSigned: true });
    expect((await createCart(harness, customerId)).status).toBe(201);
  });

  it("answers a cart with prices per charge and for the whole term, valid for seven days", async () => {
    const customerId = await readyCustomer(harness);
    const { status, body } = await createCart(harness, customerId, { quantity: 3 });
    expect(status).toBe(201);
    expect(at(body, "lineItems", 0, "pricing")).toEqual({
      listPrice: 5.25,
      discountedPrice: 5.25,
      proratedPrice: 5.25,
      price: 5.25,
      extendedPrice: 189,
    });
    expect(at(body, "lineItems", 0, "billingCycle")).toBe("monthly");
    expect(body.expirationTimestamp).toBe("2026-03-17T09:00:00.000Z");
    harness.clock.advanceBy(7 * day);
    const gone = await call("GET", `/v1/customers/${customerId}/carts/${body.id}`);
    expect([gone.status, gone.body.code]).toEqual([404, "800008"]);
  });

  it("puts a line's fault inside the 201, and refuses to check such a cart out", async () => {
    const customerId = await readyCustomer(harness);
    const cart = await createCart(harness, customerId, { quantity: 301 });
    expect(cart.status).toBe(201);
    expect(at(cart.body, "lineItems", 0, "error", "errorCode")).toBe("10015");
    const refused = await checkout(harness, customerId, cart);
    expect([refused.status, refused.body.code]).toEqual([400, "800009"]);
  });

  it.each([
    ["an unknown item", { catalogItemId: "CFQ7TTC0LH18:0001:CFQ7TTC00000" }, "10001"],
    ["a term that is not sold", { termDuration: "P3Y" }, "10013"],
    ["a billing cycle that is not sold", { billingCycle: "triennial" }, "10013"],
    ["an end date that is not allowed", { customTermEndDate: "2026-05-05" }, "10017"],
  ])("tells %s on the line", async (_name, more, code) => {
    const customerId = await readyCustomer(harness);
    const cart = await createCart(harness, customerId, { more });
    expect([cart.status, at(cart.body, "lineItems", 0, "error", "errorCode")]).toEqual([201, code]);
  });

  it.each([
    [0, "900275"],
    [1.5, "800002"],
    ["five", "800002"],
  ])("refuses the quantity %s", async (quantity, code) => {
    const customerId = await readyCustomer(harness);
    const cart = await createCart(harness, customerId, { more: { quantity } });
    expect([cart.status, cart.body.code]).toEqual([400, code]);
  });

  it("replaces a cart by PUT with 201", async () => {
    const customerId = await readyCustomer(harness);
    const cart = await createCart(harness, customerId);
    const line = await cartLine(harness, { quantity: 9 });
    const changed = await call("PUT", `/v1/customers/${customerId}/carts/${cart.body.id}`, {
      body: { Id: cart.body.id ?? null, LineItems: [line] },
    });
    expect([changed.status, at(changed.body, "lineItems", 0, "quantity")]).toEqual([201, 9]);
  });

  it("changes availability ids over time and refuses a cart whose ids are stale", async () => {
    const customerId = await readyCustomer(harness);
    harness.simulator.control.configure({ availabilityLifetimeDays: 1 });
    const before = await catalogItemId(harness, businessPremium);
    const cart = await createCart(harness, customerId, { sku: businessPremium });
    harness.clock.advanceBy(day);
    expect(await catalogItemId(harness, businessPremium)).not.toBe(before);
    const stale = await checkout(harness, customerId, cart);
    expect([stale.status, stale.body.code]).toEqual([404, "400019"]);
    const fresh = await checkout(harness, customerId, await createCart(harness, customerId, { sku: businessPremium }));
    expect(listAt(fresh.body, "orders")).toHaveLength(1);
  });

  it("begins an order as pending without a subscription id and completes it by the clock", async () => {
    harness.simulator.control.configure({ provisioningDelayMs: 90_000 });
    const customerId = await readyCustomer(harness);
    const { body } = await checkout(harness, customerId, await createCart(harness, customerId));
    const order = objectAt(body, "orders", 0);
    expect(order.status).toBe("pending");
    expect(at(order, "lineItems", 0, "subscriptionId")).toBeUndefined();
    const path = `/v1/customers/${customerId}/orders/${order.id}`;
    const list = `/v1/customers/${customerId}/subscriptions?order_id=${order.id}`;
    expect((await call("GET", list)).body.totalCount).toBe(0);

    harness.clock.advanceBy(89_999);
    expect((await call("GET", path)).body.status).toBe("pending");
    expect(at((await call("GET", `${path}/provisioningstatus`)).body, "items", 0, "status")).toBe("Unfulfilled");

    harness.clock.advanceBy(1);
    const done = (await call("GET", path)).body;
    expect(done.status).toBe("completed");
    const { body: found } = await call("GET", list);
    expect(at(found, "items", 0, "id")).toBe(at(done, "lineItems", 0, "subscriptionId"));
    expect(at(found, "items", 0, "status")).toBe("active");
    expect(at((await call("GET", `${path}/provisioningstatus`)).body, "items", 0, "status")).toBe("fulfilled");
  });

  it("hides a new order for as long as it is told to", async () => {
    harness.simulator.control.configure({ orderVisibilityDelayMs: 60_000 });
    const customerId = await readyCustomer(harness);
    const { body } = await checkout(harness, customerId, await createCart(harness, customerId));
    const path = `/v1/customers/${customerId}/orders/${textAt(body, "orders", 0, "id")}`;
    const hidden = await call("GET", path);
    expect([hidden.status, hidden.body.code]).toEqual([404, "20000"]);
    harness.clock.advanceBy(60_000);
    expect((await call("GET", path)).status).toBe(200);
  });

  it("gives the same orders for a repeated checkout, or 800065 when so told, and never a second order", async () => {
    const customerId = await readyCustomer(harness);
    const cart = await createCart(harness, customerId);
    const first = await checkout(harness, customerId, cart);
    const second = await checkout(harness, customerId, cart);
    expect([second.status, at(second.body, "orders", 0, "id")]).toEqual([201, at(first.body, "orders", 0, "id")]);
    harness.simulator.control.configure({ repeatCheckout: "refuse_800065" });
    const third = await checkout(harness, customerId, cart);
    expect([third.status, third.body.code]).toEqual([400, "800065"]);
    expect((await call("GET", `/v1/customers/${customerId}/orders`)).body.totalCount).toBe(1);
  });

  it("can answer 201 with order errors only, and tries the failed group again", async () => {
    const customerId = await readyCustomer(harness);
    const cart = await createCart(harness, customerId);
    harness.simulator.control.addFault({ kind: "refuse_checkout", code: "800069" });
    const refused = await checkout(harness, customerId, cart);
    expect(refused.status).toBe(201);
    expect(refused.body.orders).toEqual([]);
    expect(objectAt(refused.body, "orderErrors", 0)).toMatchObject({ orderGroupId: "0", code: 800069 });
    const again = await checkout(harness, customerId, cart);
    expect(again.body.orderErrors).toBeUndefined();
    expect(listAt(again.body, "orders")).toHaveLength(1);
  });

  it("orders each billing cycle apart and can fail one of the groups", async () => {
    const customerId = await readyCustomer(harness);
    const cart = await createCart(harness, customerId, {}, { sku: businessPremium, cycle: "annual" });
    harness.simulator.control.addFault({ kind: "refuse_checkout", code: "800069", orderGroupId: "1" });
    const partly = await checkout(harness, customerId, cart);
    expect(listAt(partly.body, "orders")).toHaveLength(1);
    expect(at(partly.body, "orderErrors", 0, "orderGroupId")).toBe("1");
    const whole = await checkout(harness, customerId, cart);
    expect(listAt(whole.body, "orders")).toHaveLength(2);
    expect(at(whole.body, "orders", 0, "id")).toBe(at(partly.body, "orders", 0, "id"));
  });

  it("fails the risk check for a company whose name says so", async () => {
    const customerId = await readyCustomer(harness, "Refused Trading");
    const { status, body } = await checkout(harness, customerId, await createCart(harness, customerId));
    expect([status, at(body, "orderErrors", 0, "code"), body.orders]).toEqual([201, 800069, []]);
  });

  it.each([
    ["UnderReview", "800073"],
    ["NotAllowed", "800075"],
  ])("refuses a customer whose account is %s", async (status, code) => {
    const customerId = await readyCustomer(harness);
    harness.simulator.control.changeCustomer(customerId, { accountStatus: status });
    const refused = await checkout(harness, customerId, await createCart(harness, customerId));
    expect([refused.status, refused.body.code]).toEqual([403, code]);
  });

  it("cuts a first term to a month end and prices it by days", async () => {
    const customerId = await readyCustomer(harness);
    const subscription = await buy(harness, customerId, { more: { customTermEndDate: "2026-05-31" } });
    expect(subscription.commitmentEndDate).toBe("2026-05-31T00:00:00Z");
    const { body } = await call(
      "GET",
      `/v1/customers/${customerId}/subscriptions/customTermEndDates?term_duration=P1Y`,
    );
    const aligned = listAt(body, "items").filter((item) => at(item, "cotermSubscriptionIds", 0) === subscription.id);
    expect(at(aligned[0], "allowedCustomTermEndDate")).toBe("2026-05-31T00:00:00");
  });

  it("cancels a whole order in the sandbox and refuses it in production", async () => {
    const customerId = await readyCustomer(harness);
    const subscription = await buy(harness, customerId);
    const path = `/v1/customers/${customerId}/orders/${subscription.orderId}`;
    harness.simulator.control.configure({ environment: "production" });
    expect((await call("PATCH", path, { body: { status: "cancelled" } })).body.code).toBe("800019");
    harness.simulator.control.configure({ environment: "sandbox" });
    expect((await call("DELETE", `/v1/customers/${customerId}`)).status).toBe(400);
    expect((await call("PATCH", path, { body: { status: "cancelled" } })).body.status).toBe("cancelled");
    expect((await call("DELETE", `/v1/customers/${customerId}`)).status).toBe(204);
    expect((await call("GET", `/v1/customers/${customerId}`)).status).toBe(404);
  });
});
