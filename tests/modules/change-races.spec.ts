import { type ChangeWanted, SUBSCRIPTION_MODULE, type Subscription } from "../../src/modules/subscription";
import { retryChange } from "../../src/processes/changes/decide-change";
import { runDueChanges } from "../../src/processes/changes/run-changes";
import { enqueueOrder } from "../../src/processes/provisioning/enqueue-order";
import { syncDueSubscriptions, syncSubscriptionNow } from "../../src/processes/subscription/sync-subscription";
import { aPlan } from "../support/provisioning/orders";
import { paidOrder, runToTheEnd } from "../support/provisioning/run";
import { type Process, ProvisioningWorld } from "../support/provisioning/world";

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));
jest.mock("../../src/processes/notify", () => ({ notify: async () => {} }));
jest.mock("../../src/processes/billing/bill-order", () => ({ billOrder: async () => ({ outcome: "nothing_live" }) }));
jest.mock("../../src/processes/billing/bill-change", () => ({ billChange: async () => ({ outcome: "next_run" }) }));

const STOP = { outcome: "stop", quantity: null } as const;

let world: ProvisioningWorld;
let owner: Process;

beforeEach(async () => {
  world = await ProvisioningWorld.start("2026-03-15T10:42:00.000Z");
  world.plans = [aPlan(), aPlan({ planId: "plan_basic", vendorProductId: "CFQ7TTC0LH18", vendorSkuId: "0001" })];
  owner = world.process();
  const orderId = await paidOrder(world, "races");
  await enqueueOrder(owner.container, { orderId, now: world.clock.now() });
  await runToTheEnd(world, owner);
});
afterEach(() => world.stop());

const service = () => owner.container.resolve(SUBSCRIPTION_MODULE);

async function premium(): Promise<Subscription> {
  const all = await service().list({ orderId: "order_races" });
  const found = all.find(({ planId }) => planId === "plan_premium");
  if (found === undefined) {
    throw new Error("There is no Premium subscription.");
  }
  return found;
}

async function vendors() {
  const { vendorSubscriptionId } = await premium();
  const found = world.vendor.state().subscriptions[vendorSubscriptionId.toLowerCase()];
  if (found === undefined) {
    throw new Error("The vendor has no Premium subscription.");
  }
  return found;
}

const actionsAtVendor = async () => (await vendors()).scheduledActions.map(({ actionType }) => actionType);
const patches = () => world.vendor.requests("PATCH").length;

async function ask(wanted: ChangeWanted, as: "customer" | "system" = "customer"): Promise<string> {
  const { id: subscriptionId, companyId, quantity: fromQuantity } = await premium();
  const shown = { currency: "USD", on: "2026-03-15", gross: 0, amountDue: 0, atOnce: false };
  const kind = wanted.kind === "seats" ? "add_seats" : wanted.kind;
  const money = { previewHash: "hash", shown, holdAmount: null };
  const askedBy = { as, actor: "cus_1", reason: null };
  const change = { subscriptionId, companyId, kind, wanted, fromQuantity, askedBy, ...money } as const;
  return (await service().changes.request(change, world.clock.now())) ?? "";
}

const find = async (id: string) => await service().changes.find(id);
const run = () => runDueChanges(owner.container, world.clock.now());
/** Whose reading is asked for, however often its change puts it off. */
const readNow = async () => syncSubscriptionNow(owner.container, (await premium()).id, world.clock.now());

describe("a change that the vendor could not be asked for in time", () => {
  test("adds no seats once the end of the term is locked: they would wipe what is on record for it", async () => {
    await service().setEndWish((await premium()).id, STOP, world.clock.now());
    world.clock.advanceTo(new Date("2027-03-13T20:00:00.000Z"));
    const id = await ask({ kind: "seats", quantity: 12 });
    world.clock.advanceTo(new Date("2027-03-14T10:00:00.000Z"));
    const before = patches();
    await run();
    expect(await find(id)).toMatchObject({ state: "refused", refusal: { code: "term_locked", by: "nobody" } });
    expect([(await vendors()).quantity, patches() - before]).toEqual([10, 0]);
  });

  test.each([
    ["seats", { kind: "seats", quantity: 12 }],
    ["a choice for its end", { kind: "renewal", ...STOP }],
    ["its cancellation", { kind: "cancel" }],
  ] as const)("is not made in the next term: %s", async (_what, wanted) => {
    world.clock.advanceTo(new Date("2027-03-13T20:00:00.000Z"));
    const id = await ask(wanted);
    world.clock.advanceTo(new Date("2027-03-16T10:00:00.000Z"));
    const before = patches();
    await run();
    expect(await find(id)).toMatchObject({ state: "refused", refusal: { code: "term_over" } });
    expect([patches() - before, await actionsAtVendor()]).toEqual([0, []]);
    expect((await premium()).endWish).toBeNull();
  });

  test("is refused also when the vendor was asked, and had not done it when the term ended", async () => {
    world.clock.advanceTo(new Date("2027-03-13T20:00:00.000Z"));
    const id = await ask({ kind: "seats", quantity: 12 });
    world.vendor.addFault({ kind: "error_before_effect", method: "PATCH", status: 400, code: "800024" });
    await run();
    expect(await find(id)).toMatchObject({ state: "needs_attention", vendorAskedAt: expect.any(Date) });
    world.clock.advanceTo(new Date("2027-03-16T10:00:00.000Z"));
    await retryChange(owner.container, { changeId: id, actor: null, reason: null, now: world.clock.now() });
    await run();
    expect(await find(id)).toMatchObject({ state: "refused", refusal: { code: "term_over" } });
    expect((await vendors()).quantity).toBe(10);
  });
});

test("a wish that is written again gives way to the one that the customer has by then", async () => {
  await service().setEndWish((await premium()).id, STOP, null);
  const id = await ask({ kind: "renewal", ...STOP }, "system");
  await service().setEndWish((await premium()).id, { outcome: "renew", quantity: null }, world.clock.now());
  await run();
  expect(await find(id)).toMatchObject({ state: "refused", refusal: { code: "wish_replaced" } });
  expect([await actionsAtVendor(), (await premium()).endWish?.outcome]).toEqual([[], "renew"]);
});

describe("what a colleague did at the vendor since the last reading", () => {
  test("an end that they put on record outlives a change of seats", async () => {
    world.vendor.changeSubscription((await vendors()).id, { autoRenewEnabled: false, cancelAtTermEnd: true });
    const id = await ask({ kind: "seats", quantity: 12 });
    await run();
    expect((await find(id))?.state).toBe("done");
    expect([(await vendors()).quantity, await actionsAtVendor()]).toEqual([12, ["Cancel"]]);
  });

  test("an end that they took back is not written again", async () => {
    world.vendor.changeSubscription((await vendors()).id, { autoRenewEnabled: false, cancelAtTermEnd: true });
    await readNow();
    expect((await premium()).cancelAtEnd).toBe(true);
    world.vendor.changeSubscription((await vendors()).id, { autoRenewEnabled: true, cancelAtTermEnd: false });
    const id = await ask({ kind: "seats", quantity: 12 });
    await run();
    expect((await find(id))?.state).toBe("done");
    expect([await actionsAtVendor(), (await premium()).endWish]).toEqual([[], null]);
  });

  test("a cancellation that our books have by a reading does not keep the customer's own one open for ever", async () => {
    const id = await ask({ kind: "cancel" });
    const { id: subscriptionId } = await premium();
    world.vendor.changeSubscription((await vendors()).id, { status: "deleted" });
    await service().appendEvent(subscriptionId, { type: "cancelled", on: "2026-03-15" }, "vendor:x:cancelled");
    await run();
    expect(await find(id)).toMatchObject({ state: "done", eventId: null });
    const [billable] = await service().listForBilling({ ids: [subscriptionId] });
    expect(billable?.events.map(({ type }) => type)).toEqual(["started", "cancelled"]);
  });
});

/** A change of seats that the vendor has confirmed, whose wish for the end of the term is still to be written again. */
async function settling(): Promise<string> {
  const { id: subscriptionId } = await premium();
  const id = await ask({ kind: "seats", quantity: 12 });
  const now = world.clock.now();
  let leased = await service().changes.lease(now, id);
  for (const to of ["at_vendor", "settling"] as const) {
    if (leased === null) {
      throw new Error("The change could not be leased.");
    }
    await service().changes.move(leased, to, { vendorAskedAt: now, confirmedAt: now }, now);
    const moved = await find(id);
    leased = moved && { ...moved, leaseToken: leased.leaseToken };
  }
  await world.expireLeases();
  await service().setEndWish(subscriptionId, STOP, null);
  return id;
}

describe("a wish that a change has wiped", () => {
  test("is not written into the term that follows", async () => {
    world.clock.advanceTo(new Date("2027-03-13T20:00:00.000Z"));
    const id = await settling();
    world.clock.advanceTo(new Date("2027-03-15T10:00:00.000Z"));
    await run();
    expect([(await find(id))?.state, await actionsAtVendor()]).toEqual(["done", []]);
  });

  test("keeps no change open of a subscription that was cancelled meanwhile", async () => {
    const id = await settling();
    world.vendor.changeSubscription((await vendors()).id, { status: "deleted" });
    await service().appendEvent((await premium()).id, { type: "cancelled", on: "2026-03-15" }, "vendor:x:cancelled");
    await run();
    expect((await find(id))?.state).toBe("done");
  });
});

describe("readings beside a change", () => {
  test("go on while the vendor was not asked for it yet, so that a renewal is billed", async () => {
    world.clock.advanceTo(new Date("2027-03-13T20:00:00.000Z"));
    const id = await ask({ kind: "seats", quantity: 12 });
    const leased = await service().changes.lease(world.clock.now(), id);
    if (leased === null) {
      throw new Error("The change could not be leased.");
    }
    await service().changes.move(leased, "at_vendor", {}, world.clock.now());
    world.clock.advanceTo(new Date("2027-03-16T10:00:00.000Z"));
    await readNow();
    expect((await premium()).termStartedOn).toBe("2027-03-15");
  });

  test("are put off while its answer is awaited, but not for days", async () => {
    const id = await ask({ kind: "seats", quantity: 12 });
    world.vendor.addFault({ kind: "drop_after_effect", method: "PATCH", times: 10 });
    await run();
    expect(await find(id)).toMatchObject({ state: "at_vendor", vendorAskedAt: expect.any(Date) });
    await readNow();
    const { id: subscriptionId } = await premium();
    expect(await service().findings.standing([subscriptionId])).toEqual([]);
    world.clock.advanceBy(25 * 3_600_000);
    await syncDueSubscriptions(owner.container, world.clock.now());
    expect((await service().findings.standing([subscriptionId])).map(({ theirs }) => theirs)).toEqual(["12 seats"]);
    await run();
    expect([(await find(id))?.state, (await premium()).quantity]).toEqual(["done", 12]);
  });
});
