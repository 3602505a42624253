import {
  at,
  businessPremium,
  buy,
  type Harness,
  type JsonObject,
  listAt,
  objectAt,
  patchSubscription,
  readSubscription,
  readyCustomer,
  startHarness,
} from "./support/partner-center";

const day = 86_400_000;
const hour = 3_600_000;

describe("Partner Center simulator: subscriptions", () => {
  let harness: Harness;
  let customerId: string;
  let subscription: JsonObject;
  const patch = (change: JsonObject) => patchSubscription(harness, customerId, subscription.id, change);
  const read = () => readSubscription(harness, customerId, subscription.id);
  const refusal = async (change: JsonObject) => {
    const { status, body } = await patch(change);
    return [status, body.code];
  };

  beforeEach(async () => {
    harness = await startHarness({ settings: { renewalLockMs: 0 } });
    customerId = await readyCustomer(harness);
    subscription = await buy(harness, customerId, { quantity: 10 });
  });
  afterEach(() => harness.running.stop());

  it("shows a term whose last day is inclusive and a window of 168 hours", () => {
    expect(subscription).toMatchObject({
      status: "active",
      quantity: 10,
      commitmentEndDate: "2027-03-09T00:00:00Z",
      commitmentEndDateTime: "2027-03-09T23:59:59Z",
      billingCycleEndDate: "2026-04-09T00:00:00Z",
      cancellationAllowedUntilDate: "2026-03-17T09:00:00.000Z",
      autoRenewEnabled: true,
      billingCycle: "monthly",
      termDuration: "P1Y",
    });
    expect(subscription.refundOptions).toEqual([
      { type: "Full", expiresAt: "2026-03-11T09:00:00.000Z" },
      { type: "Partial", expiresAt: "2026-03-17T09:00:00.000Z" },
    ]);
    expect(at(subscription, "attributes")).toEqual({ objectType: "Subscription" });
  });

  it("opens a window for each added batch and takes seats back only from open ones", async () => {
    harness.clock.advanceBy(5 * day);
    const added = await patch({ quantity: 14 });
    expect(added.status).toBe(200);
    expect(objectAt(added.body, "refundableQuantity")).toEqual({
      totalQuantity: 14,
      details: [
        { quantity: 10, allowedUntilDateTime: "2026-03-17T09:00:00.000Z" },
        { quantity: 4, allowedUntilDateTime: "2026-03-22T09:00:00.000Z" },
      ],
    });
    harness.clock.advanceBy(2 * day);
    expect(at(await read(), "refundableQuantity", "totalQuantity")).toBe(4);
    expect(await refusal({ quantity: 9 })).toEqual([400, "800090"]);
    const reduced = await patch({ quantity: 11 });
    expect(at(reduced.body, "refundableQuantity", "details")).toEqual([
      { quantity: 1, allowedUntilDateTime: "2026-03-22T09:00:00.000Z" },
    ]);
    harness.clock.advanceBy(5 * day);
    expect(await refusal({ quantity: 10 })).toEqual([400, "900257"]);
    expect((await read()).quantity).toBe(11);
  });

  it.each<[string, JsonObject, string]>([
    ["more seats than the maximum", { quantity: 301 }, "2002"],
    ["no seats", { quantity: 0 }, "2002"],
    ["half a seat", { quantity: 1.5 }, "3000"],
    ["a quantity together with a suspension", { quantity: 12, status: "suspended" }, "2001"],
    ["an unknown status", { status: "paused" }, "800040"],
    ["a term that is not sold", { termDuration: "P3Y" }, "800121"],
    ["a shorter term", { termDuration: "P1M" }, "800122"],
    ["a billing cycle that is not sold", { billingCycle: "triennial" }, "900269"],
    ["another product", { offerId: "CFQ7TTC0LCHC:0002:CFQ7TTC00000" }, "3000"],
  ])("refuses %s", async (_name, change, code) => {
    expect(await refusal(change)).toEqual([400, code]);
    expect(await read()).toEqual(subscription);
  });

  it("cancels inside the window and never after it", async () => {
    harness.clock.advanceBy(168 * hour - 1);
    const other = await buy(harness, customerId, { sku: businessPremium });
    expect((await patch({ status: "deleted" })).body.status).toBe("deleted");
    expect(await refusal({ status: "active" })).toEqual([400, "2011"]);
    harness.clock.advanceBy(168 * hour);
    const late = await patchSubscription(harness, customerId, other.id, { status: "deleted" });
    expect([late.status, late.body.code]).toEqual([400, "900117"]);
  });

  it("suspends, refuses other changes meanwhile, and comes back without auto-renew", async () => {
    const suspended = (await patch({ status: "suspended" })).body;
    expect([suspended.status, suspended.autoRenewEnabled, suspended.refundableQuantity]).toEqual([
      "suspended",
      false,
      null,
    ]);
    expect(await refusal({ quantity: 12 })).toEqual([400, "800091"]);
    expect(await refusal({ friendlyName: "Other" })).toEqual([400, "800091"]);
    const active = (await patch({ status: "active" })).body;
    expect([active.status, active.autoRenewEnabled]).toEqual(["active", false]);
    expect((await patch({ autoRenewEnabled: true })).body.autoRenewEnabled).toBe(true);
  });

  it("takes what is left out of the renewal settings as off", async () => {
    const { autoRenewEnabled: _left, ...rest } = await read();
    const path = `/v1/customers/${customerId}/subscriptions/${subscription.id}`;
    const { body } = await harness.call("PATCH", path, { body: { ...rest, friendlyName: "Sales team" } });
    expect([body.friendlyName, body.autoRenewEnabled]).toEqual(["Sales team", false]);
  });

  it("answers 202 with a Location when slow, and takes no second change meanwhile", async () => {
    harness.simulator.control.addFault({ kind: "accept_update", delayMs: 60_000 });
    const accepted = await patch({ quantity: 12 });
    expect([accepted.status, accepted.text]).toEqual([202, ""]);
    expect(accepted.headers.get("Location")).toBe(`/customers/${customerId}/subscriptions/${subscription.id}`);
    expect((await read()).quantity).toBe(10);
    expect(await refusal({ quantity: 13 })).toEqual([409, "800082"]);
    harness.clock.advanceBy(60_000);
    expect((await read()).quantity).toBe(12);
  });

  it("refuses updates before activation and after too many of them", async () => {
    harness.simulator.control.configure({ provisioningDelayMs: 60_000, subscriptionIdWhilePending: true });
    const pending = await buy(harness, customerId, { sku: businessPremium });
    expect(pending.status).toBe("pending");
    const early = await patchSubscription(harness, customerId, pending.id, { quantity: 9 });
    expect([early.status, early.body.code]).toEqual([400, "800081"]);
    harness.simulator.control.configure({ maxUpdatesPerSubscription: 1 });
    expect((await patch({ quantity: 11 })).status).toBe(200);
    expect(await refusal({ quantity: 12 })).toEqual([400, "900311"]);
  });

  it("changes the billing cycle with the next charge and lengthens a term at once", async () => {
    const planned = (await patch({ billingCycle: "annual" })).body;
    expect(planned.billingCycle).toBe("monthly");
    expect(at(planned, "nextChargeInstructions", "product", "billingCycle")).toBe("annual");
    const monthly = await buy(harness, customerId, { sku: businessPremium, term: "P1M" });
    harness.clock.advanceBy(3 * day);
    const longer = await patchSubscription(harness, customerId, monthly.id, { termDuration: "P1Y" });
    expect([longer.body.termDuration, longer.body.commitmentEndDate]).toEqual(["P1Y", "2027-03-12T00:00:00Z"]);
  });

  it("tells the provisioning of a subscription to a user's token only", async () => {
    const path = `/v1/customers/${customerId}/subscriptions/${subscription.id}/provisioningstatus`;
    const { body } = await harness.call("GET", path);
    expect(body).toMatchObject({ skuId: "0001", status: "success", quantity: 10 });
    expect((await harness.call("GET", path, { as: "app" })).body.code).toBe("900329");
  });

  it("hides a customer's subscriptions from other customers", async () => {
    const other = await readyCustomer(harness);
    const { status, body } = await harness.call("GET", `/v1/customers/${other}/subscriptions/${subscription.id}`);
    expect([status, body.code]).toEqual([404, "20003"]);
    expect(listAt((await harness.call("GET", `/v1/customers/${other}/subscriptions`)).body, "items")).toEqual([]);
  });
});
