import {
  at,
  businessBasic,
  businessPremium,
  buy,
  catalogItemId,
  type Harness,
  type JsonObject,
  readSubscription,
  readyCustomer,
  startHarness,
  textAt,
} from "./support/partner-center";

describe("Partner Center simulator: upgrades in the middle of a term", () => {
  let harness: Harness;
  let customerId: string;
  let source: JsonObject;
  const route = (rest: string) => `/v1/customers/${customerId}/subscriptions/${source.id}/${rest}`;
  const upgrade = async (change: JsonObject = {}) =>
    harness.call("POST", route("transitions"), {
      body: {
        fromSubscriptionId: source.id,
        toCatalogItemId: await catalogItemId(harness, businessPremium),
        quantity: 10,
        termDuration: "P1Y",
        billingCycle: "monthly",
        transitionType: "transition_with_license_transfer",
        ...change,
      },
    });

  beforeEach(async () => {
    harness = await startHarness({ upgrades: { [businessBasic]: [businessPremium] } });
    customerId = await readyCustomer(harness);
    source = await buy(harness, customerId, { quantity: 10 });
  });
  afterEach(() => harness.running.stop());

  it("offers the upgrade and tells which subscriptions could take the seats", async () => {
    const sibling = await buy(harness, customerId, { sku: businessPremium });
    const { body } = await harness.call("GET", route("transitionEligibilities?eligibilityType=immediate"));
    expect(textAt(body, "items", 0, "catalogItemId")).toBe(await catalogItemId(harness, businessPremium));
    expect(at(body, "items", 0, "subscriptionEligibilities", 0)).toMatchObject({
      isEligible: false,
      subscriptionId: sibling.id,
      errors: [{ code: 2 }],
    });
    expect((await harness.call("GET", route("transitionEligibilities"))).status).toBe(400);
  });

  it("keeps the subscription when all seats go", async () => {
    const { status, body } = await upgrade();
    expect([status, body.toSubscriptionId, at(body, "Events", 0, "status")]).toEqual([200, source.id, "Completed"]);
    expect(await readSubscription(harness, customerId, source.id)).toMatchObject({
      offerName: "Microsoft 365 Business Premium",
      quantity: 10,
      commitmentEndDate: source.commitmentEndDate,
    });
    expect((await harness.call("GET", route("transitions"))).body.totalCount).toBe(1);
  });

  it("makes a subscription with the same end when some seats go", async () => {
    const { body } = await upgrade({ quantity: 4 });
    const made = await readSubscription(harness, customerId, body.toSubscriptionId);
    expect(made).toMatchObject({ quantity: 4, commitmentEndDate: source.commitmentEndDate });
    expect(made.cancellationAllowedUntilDate).toBe(source.cancellationAllowedUntilDate);
    expect((await readSubscription(harness, customerId, source.id)).quantity).toBe(6);
  });

  it("moves seats into a named subscription that does not end earlier", async () => {
    const sibling = await buy(harness, customerId, { sku: businessPremium, quantity: 5 });
    expect((await upgrade({ toSubscriptionId: sibling.id })).body.code).toBe("900236");
    harness.clock.advanceBy(8 * 86_400_000);
    expect((await upgrade({ toSubscriptionId: sibling.id, quantity: 3 })).status).toBe(200);
    expect((await readSubscription(harness, customerId, sibling.id)).quantity).toBe(8);
    expect((await readSubscription(harness, customerId, source.id)).quantity).toBe(7);
  });

  it.each<[string, JsonObject, string]>([
    ["more seats than there are", { quantity: 11 }, "2002"],
    ["a shorter term", { termDuration: "P1M" }, "900267"],
    ["a term that is not sold", { termDuration: "P3Y" }, "900268"],
    ["a billing cycle that is not sold", { billingCycle: "triennial" }, "900269"],
    ["a stale availability", { toCatalogItemId: `${businessPremium}:CFQ7TTC00000` }, "400019"],
    ["a product that is no upgrade", { toCatalogItemId: "CFQ7TTC0LF8S:0001:X" }, "800020"],
  ])("refuses %s", async (_name, change, code) => {
    expect((await upgrade(change)).body.code).toBe(code);
    expect(await readSubscription(harness, customerId, source.id)).toEqual(source);
  });
});
