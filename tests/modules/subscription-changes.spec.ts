import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import {
  type ActivateSubscription,
  type LeasedChange,
  type NewChange,
  SubscriptionModuleService,
} from "../../src/modules/subscription";
import { createProvisioningDatabase, type ProvisioningDatabase } from "../support/provisioning/database";

const NOW = new Date("2026-03-15T10:42:00.000Z");
const LATER = new Date("2026-03-15T11:42:00.000Z");

const activation: ActivateSubscription = {
  ...{ companyId: "comp_1", orderId: "order_1", orderLineId: "line_1", planId: "plan_1", domain: "a.onmicrosoft.com" },
  ...{ title: "Business Premium", skuTitle: "Business Premium", productId: "prod_1", variantId: "variant_1" },
  ...{ vendor: "partner-center", vendorTenantId: "tenant-1", vendorProductId: "CFQ7TTC0LCHC", vendorSkuId: "0002" },
  ...{ vendorOrderId: null, vendorSubscriptionId: "0C353B8E", segment: "commercial", quantity: 10 },
  terms: { term: "P1Y", billingPlan: "monthly", currency: "USD", unitTermPrice: 26_400, priceVersion: "price_1" },
  startedOn: "2026-03-15",
  termEndsOn: "2027-03-15",
  vendorState: {
    ...{ status: "active", autoRenew: true, cancelAtEnd: false, extendAtEnd: false, nextQuantity: null },
    cancellationAllowedUntil: null,
    returnWindows: [],
  },
  activatedAt: NOW,
  nextSyncAt: LATER,
};

let database: ProvisioningDatabase;
let subscriptions: SubscriptionModuleService;
let subscriptionId: string;

beforeAll(async () => {
  database = await createProvisioningDatabase();
  subscriptions = new SubscriptionModuleService({ [ContainerRegistrationKeys.PG_CONNECTION]: database.db });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  subscriptionId = (await subscriptions.activate(activation)).id;
});

const wanted = (part: Partial<NewChange> = {}): NewChange => ({
  ...{ subscriptionId, companyId: "comp_1", kind: "add_seats", wanted: { kind: "seats", quantity: 12 } },
  ...{ fromQuantity: 10, previewHash: "hash", holdAmount: 4126 },
  shown: { currency: "USD", on: "2026-03-15", gross: 4126, amountDue: 4126, atOnce: true },
  askedBy: { as: "customer", actor: "cus_1", reason: null },
  ...part,
});
const request = async (part: Partial<NewChange> = {}) => (await subscriptions.changes.request(wanted(part), NOW)) ?? "";
const lease = async () => (await subscriptions.changes.lease(NOW)) as LeasedChange;
const read = async (id: string) => {
  const change = await subscriptions.changes.find(id);
  if (change === null) {
    throw new Error(`No change ${id}.`);
  }
  return change;
};
const moved = async (change: LeasedChange) => ({ ...(await read(change.id)), leaseToken: change.leaseToken });
const failed = { kind: "waiting", nextAt: LATER, failed: true, error: "no answer", keepRequestId: true } as const;

describe("changes of a subscription", () => {
  it("are one at a time, whoever asks at once, until the one is over", async () => {
    const asked = await Promise.all(Array.from({ length: 5 }, () => subscriptions.changes.request(wanted(), NOW)));
    expect(asked.filter((id) => id !== null)).toHaveLength(1);
    await subscriptions.changes.withdraw((await subscriptions.changes.openOf(subscriptionId))?.id ?? "", NOW);
    expect(await subscriptions.changes.request(wanted(), NOW)).toBeNull();
    await subscriptions.changes.move(await lease(), "withdrawn", {}, NOW);
    expect(await subscriptions.changes.request(wanted(), NOW)).not.toBeNull();
  });

  it("go from state to state under their lease, each with a request id of its own", async () => {
    const id = await request();
    const change = await lease();
    expect([change.id, change.attempts, await subscriptions.changes.lease(NOW)]).toEqual([id, 1, null]);
    await subscriptions.changes.move(change, "at_vendor", { heldAt: NOW }, NOW);
    const atVendor = await moved(change);
    expect(atVendor).toMatchObject({ state: "at_vendor", heldAt: NOW, failures: 0 });
    expect(atVendor.requestId).not.toBe(change.requestId);
    expect(await subscriptions.changes.move(change, "at_vendor", {}, NOW)).toBe(false);
    await subscriptions.changes.move(atVendor, "settling", { countsFrom: "2026-03-15", eventId: "e" }, NOW);
    await subscriptions.changes.move(await moved(change), "done", {}, NOW);
    expect(await read(id)).toMatchObject({ state: "done", countsFrom: "2026-03-15", finishedAt: NOW, nextAt: null });
  });

  it("keep the request id of what was not answered, and stand when nothing helps until a person retries", async () => {
    const id = await request();
    const change = await lease();
    expect(await subscriptions.changes.wait(change, failed, NOW)).toBe(true);
    expect(await read(id)).toMatchObject({
      failures: 1,
      nextAt: LATER,
      requestId: change.requestId,
      state: "requested",
    });
    expect(await subscriptions.changes.retry(id, NOW)).toBe(false);
    await subscriptions.changes.hasten(id, NOW);
    const again = await lease();
    await subscriptions.changes.wait(again, { kind: "needs_attention", error: "why", keepRequestId: true }, NOW);
    expect(await read(id)).toMatchObject({ state: "needs_attention", standsIn: "requested", standingSince: NOW });
    expect([await subscriptions.changes.lease(LATER), await subscriptions.changes.withdraw(id, NOW)]).toEqual([
      null,
      false,
    ]);
    expect(await subscriptions.changes.retry(id, NOW)).toBe(true);
    expect(await read(id)).toMatchObject({ state: "requested", standsIn: null, standingSince: null, failures: 0 });
  });

  it("can be withdrawn while nothing has reached the vendor and nobody works on them", async () => {
    const id = await request();
    const change = await lease();
    expect(await subscriptions.changes.withdraw(id, NOW)).toBe(false);
    await subscriptions.changes.wait(change, failed, NOW);
    expect(await subscriptions.changes.withdraw(id, NOW)).toBe(true);
    expect(await read(id)).toMatchObject({ state: "releasing", nextAt: NOW });
    await subscriptions.changes.move(await lease(), "withdrawn", {}, NOW);
    await request();
    await subscriptions.changes.move(await lease(), "at_vendor", {}, NOW);
    const open = await subscriptions.changes.openOf(subscriptionId);
    expect(await subscriptions.changes.withdraw(open?.id ?? "", NOW)).toBe(false);
  });

  it("write nothing for a worker whose lease was taken over", async () => {
    await request();
    const dead = await lease();
    await database.db("csp_subscription_change").update({ lease_until: database.db.raw("now() - interval '1 s'") });
    const heir = await lease();
    expect([heir.id, heir.failures]).toEqual([dead.id, 1]);
    expect(await subscriptions.changes.note(dead, { heldAt: NOW })).toBe(false);
    expect(await subscriptions.changes.move(dead, "at_vendor", {}, NOW)).toBe(false);
    expect(await subscriptions.changes.wait(dead, failed, NOW)).toBe(false);
    expect(await subscriptions.changes.note(heir, { heldAt: NOW })).toBe(true);
  });

  it("find wishes for the end of the term that the vendor has lost, once a day and only while nothing is open", async () => {
    const stop = { outcome: "stop", quantity: null } as const;
    const lost = (triedBefore = NOW) => subscriptions.listWishesLost(triedBefore, 10);
    await subscriptions.setEndWish(subscriptionId, stop, NOW);
    expect(await lost()).toEqual([]);
    await subscriptions.setEndWish(subscriptionId, stop, null);
    expect((await lost()).map(({ id, endWish }) => [id, endWish])).toEqual([[subscriptionId, stop]]);
    const system = { as: "system", actor: "seatline", reason: null } as const;
    await request({ kind: "renewal", wanted: { kind: "renewal", ...stop }, askedBy: system, holdAmount: null });
    expect(await lost(LATER)).toEqual([]);
    await subscriptions.changes.move(await lease(), "refused", {}, NOW);
    expect([await lost(new Date(NOW.getTime() - 1)), (await lost(NOW)).length]).toEqual([[], 1]);
  });
});
