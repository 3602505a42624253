import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import type { CommercialTerms, Sighting } from "../../src/domain/subscription";
import { type ActivateSubscription, SubscriptionModuleService } from "../../src/modules/subscription";
import { createProvisioningDatabase, type ProvisioningDatabase } from "../support/provisioning/database";

const terms: CommercialTerms = {
  term: "P1Y",
  billingPlan: "monthly",
  currency: "USD",
  unitTermPrice: 26_400,
  priceVersion: "price_1",
};
const now = new Date("2026-03-15T10:42:00.000Z");

const anActivation = (change: Partial<ActivateSubscription> = {}): ActivateSubscription => ({
  companyId: "comp_1",
  orderId: "order_1",
  orderLineId: "line_1",
  planId: "plan_1",
  title: "Microsoft 365 Business Premium",
  skuTitle: "Microsoft 365 Business Premium",
  productId: "prod_1",
  variantId: "variant_1",
  vendor: "partner-center",
  vendorTenantId: "tenant-1",
  vendorProductId: "CFQ7TTC0LCHC",
  vendorSkuId: "0002",
  vendorOrderId: "a68736758d9c",
  vendorSubscriptionId: "0C353B8E-DA9D-4007-D0D4-BCA8BD5B5CE1",
  segment: "commercial",
  domain: "birchlane.onmicrosoft.com",
  quantity: 10,
  terms,
  startedOn: "2026-03-15",
  termEndsOn: "2027-03-15",
  vendorState: {
    status: "active",
    autoRenew: true,
    cancelAtEnd: false,
    extendAtEnd: false,
    nextQuantity: null,
    cancellationAllowedUntil: new Date("2026-03-22T10:42:00.000Z"),
    returnWindows: [{ quantity: 10, until: new Date("2026-03-22T10:42:00.000Z") }],
  },
  activatedAt: now,
  nextSyncAt: new Date("2026-03-16T10:42:00.000Z"),
  ...change,
});

let database: ProvisioningDatabase;
let subscriptions: SubscriptionModuleService;

beforeAll(async () => {
  database = await createProvisioningDatabase();
  subscriptions = new SubscriptionModuleService({ [ContainerRegistrationKeys.PG_CONNECTION]: database.db });
});

beforeEach(() => database.clear());

afterAll(() => database.drop());

test("ten activations of one line at once make one subscription with one event", async () => {
  const activated = await Promise.all(Array.from({ length: 10 }, () => subscriptions.activate(anActivation())));
  expect(new Set(activated.map((one) => one.id)).size).toBe(1);
  const [billable] = await subscriptions.listForBilling({ orderId: "order_1" });
  expect(billable?.events).toEqual([
    {
      type: "started",
      id: expect.any(String),
      sequence: 1,
      on: "2026-03-15",
      quantity: 10,
      terms,
      termEndsOn: "2027-03-15",
    },
  ]);
});

test("dates stay the vendor's days, whatever the server's zone", async () => {
  const subscription = await subscriptions.activate(
    anActivation({ startedOn: "2026-01-31", termEndsOn: "2027-01-31" }),
  );
  expect(subscription).toMatchObject({
    startedOn: "2026-01-31",
    termStartedOn: "2026-01-31",
    termEndsOn: "2027-01-31",
  });
});

test("what runs of a plan is counted, and what is over is not", async () => {
  const line = (number: number, quantity: number) =>
    subscriptions.activate(
      anActivation({ orderLineId: `line_${number}`, vendorSubscriptionId: `vendor-${number}`, quantity }),
    );
  const [, , third] = [await line(1, 10), await line(2, 5), await line(3, 7)];
  await subscriptions.appendEvent(third.id, { type: "cancelled", on: "2026-03-20" }, "vendor-3:cancelled");
  expect(await subscriptions.countLive(["plan_1", "plan_2"])).toEqual(
    new Map([["plan_1", { subscriptions: 2, seats: 15 }]]),
  );
});

test("an order line cannot be two vendor subscriptions", async () => {
  await subscriptions.activate(anActivation());
  await expect(subscriptions.activate(anActivation({ vendorSubscriptionId: "another" }))).rejects.toThrow(
    "do not belong together",
  );
});

test("one source is recorded once, even from ten writers at once, and sequences have no holes", async () => {
  const { id } = await subscriptions.activate(anActivation());
  const change = { type: "quantity_changed", on: "2026-04-01", quantity: 15 } as const;
  const results = await Promise.all(
    Array.from({ length: 10 }, () => subscriptions.appendEvent(id, change, "request-1")),
  );
  expect(results.filter((result) => result.appended)).toHaveLength(1);
  await Promise.all(
    [16, 17, 18].map((quantity) =>
      subscriptions.appendEvent(id, { type: "quantity_changed", on: "2026-04-02", quantity }, `request-${quantity}`),
    ),
  );
  const [billable] = await subscriptions.listForBilling({ ids: [id] });
  expect(billable?.events.map((event) => event.sequence)).toEqual([1, 2, 3, 4, 5]);
});

test("a renewal moves the current term and its price", async () => {
  const { id } = await subscriptions.activate(anActivation());
  const renewedTerms = { ...terms, unitTermPrice: 27_600, priceVersion: "price_2" };
  await subscriptions.appendEvent(
    id,
    { type: "renewed", on: "2027-03-15", quantity: 12, terms: renewedTerms, termEndsOn: "2028-03-15" },
    "renewed:2027-03-15",
  );
  expect(await subscriptions.retrieve(id)).toMatchObject({
    quantity: 12,
    terms: renewedTerms,
    startedOn: "2026-03-15",
    termStartedOn: "2027-03-15",
    termEndsOn: "2028-03-15",
  });
});

test("an event that contradicts the history is refused and leaves no trace", async () => {
  const { id } = await subscriptions.activate(anActivation());
  await subscriptions.appendEvent(id, { type: "cancelled", on: "2026-03-20" }, "cancelled");
  const late = { type: "quantity_changed", on: "2026-05-01", quantity: 3 } as const;
  await expect(subscriptions.appendEvent(id, late, "late")).rejects.toThrow();
  expect((await subscriptions.listForBilling({ ids: [id] }))[0]?.events).toHaveLength(2);
  expect(await subscriptions.retrieve(id)).toMatchObject({ status: "cancelled", quantity: 10 });
});

test("the vendor's windows replace ours, and a finished subscription is not read again by itself", async () => {
  const { id } = await subscriptions.activate(anActivation());
  const due = new Date("2026-03-16T10:42:00.000Z");
  expect(await subscriptions.readings.leaseDue(new Date(due.getTime() - 1))).toBeNull();
  const leased = await subscriptions.readings.leaseDue(due);
  expect(await subscriptions.readings.leaseDue(due)).toBeNull();
  const until = new Date("2026-03-29T00:00:00.000Z");
  await subscriptions.readings.finish(id, leased?.leaseToken ?? "", {
    state: {
      status: "suspended",
      autoRenew: false,
      cancelAtEnd: false,
      extendAtEnd: false,
      nextQuantity: null,
      cancellationAllowedUntil: null,
      returnWindows: [{ quantity: 5, until }],
    },
    problem: null,
    sighting: null,
    now: due,
    nextSyncAt: new Date("2026-03-17T00:00:00.000Z"),
  });
  expect(await subscriptions.retrieve(id)).toMatchObject({
    status: "suspended",
    autoRenew: false,
    cancelAtEnd: false,
    extendAtEnd: false,
    nextQuantity: null,
    returnWindows: [{ quantity: 5, until }],
  });
  await subscriptions.appendEvent(id, { type: "ended", on: "2027-03-15" }, "ended");
  // Its last reading is still to be finished: a process that died behind the event has told nobody of it.
  const last = await subscriptions.readings.lease(id);
  const ended = { state: null, problem: null, sighting: null, now: due, nextSyncAt: null };
  await subscriptions.readings.finish(id, last?.leaseToken ?? "", ended);
  expect(await subscriptions.readings.nextAt()).toBeNull();
  // What the vendor says of it later is read all the same.
  expect(await subscriptions.readings.lease(id)).not.toBeNull();
});

test("what the vendor says against our books holds billing, until it agrees or a person lets it go on", async () => {
  const { id } = await subscriptions.activate(anActivation());
  const now = new Date("2026-03-16T10:42:00.000Z");
  const sighted = (state: Sighting["state"], said: string): Sighting => ({
    ...{ state, said, since: now.toISOString(), lastAt: now.toISOString(), readings: 5 },
  });
  const read = async (sighting: Sighting | null) => {
    const lease = await subscriptions.readings.lease(id);
    const reading = { state: null, problem: sighting && "they differ", sighting, now, nextSyncAt: now };
    await subscriptions.readings.finish(id, lease?.leaseToken ?? "", reading);
    return (await subscriptions.listForBilling({ ids: [id] }))[0]?.isHeld;
  };
  expect(await read(null)).toBe(false);
  expect(await read(sighted("run_out", "expired"))).toBe(false);
  expect(await read(sighted("gone", "deleted"))).toBe(true);
  expect(await subscriptions.readings.billOnWith(id, "suspended")).toBe(false);
  expect(await read(sighted("suspended", "suspended"))).toBe(true);
  expect([
    await subscriptions.readings.billOnWith(id, "suspended"),
    await subscriptions.readings.billOnWith(id, "suspended"),
  ]).toEqual([true, false]);
  expect(await subscriptions.retrieve(id)).toMatchObject({ isHeld: false, problem: null });
  expect(await read(sighted("suspended", "suspended"))).toBe(false);
  expect(await read(null)).toBe(false);
  // A person's word answered that suspension and not the next.
  expect(await read(sighted("suspended", "suspended"))).toBe(true);
});

test("an empty filter lists nothing, and a company sees its own", async () => {
  await subscriptions.activate(anActivation());
  expect(await subscriptions.list({})).toEqual([]);
  expect(await subscriptions.list({ companyIds: ["comp_2"] })).toEqual([]);
  expect(await subscriptions.list({ companyIds: ["comp_1"] })).toHaveLength(1);
  expect(await subscriptions.findByVendorId("partner-center", "0c353b8e-da9d-4007-d0d4-bca8bd5b5ce1")).not.toBeNull();
});
