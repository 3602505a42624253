import { SUBSCRIPTION_MODULE, type Subscription } from "../../src/modules/subscription";
import { handlePartnerCenterEvent } from "../../src/processes/inbox/partner-center-events";
import { subscriptionSyncDuty } from "../../src/processes/provisioning/duties";
import { enqueueOrder } from "../../src/processes/provisioning/enqueue-order";
import { KillSwitch } from "../support/provisioning/kill-switch";
import { aPlan } from "../support/provisioning/orders";
import { paidOrder, runToTheEnd } from "../support/provisioning/run";
import { type Process, ProvisioningWorld } from "../support/provisioning/world";

const mails: { template: string; key: string; data: Record<string, unknown> }[] = [];
let world: ProvisioningWorld;

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));
jest.mock("../../src/processes/notify", () => ({
  notify: async (_container: unknown, mail: (typeof mails)[number]) => {
    if (!mails.some(({ key }) => key === mail.key)) {
      mails.push(mail);
    }
  },
}));
jest.mock("../../src/processes/billing/bill-order", () => ({
  billOrder: async () => ({ outcome: "nothing_live" }),
}));

const DAY_MS = 24 * 3_600_000;
const premium = aPlan();
const basic = aPlan({ planId: "plan_basic", vendorProductId: "CFQ7TTC0LH18", vendorSkuId: "0001" });

afterEach(async () => {
  await world.stop();
});

beforeEach(() => {
  mails.length = 0;
});

/** A world that begins on a given day, with one live order of two subscriptions. */
async function live(at: string, plans: ProvisioningWorld["plans"] = [premium, basic]): Promise<Process> {
  world = await ProvisioningWorld.start(at);
  world.plans = plans;
  const process = world.process();
  const orderId = await paidOrder(world, "sync");
  await enqueueOrder(process.container, { orderId, now: world.clock.now() });
  await runToTheEnd(world, process);
  mails.length = 0;
  return process;
}

const service = (process: Process) => process.container.resolve(SUBSCRIPTION_MODULE);

async function premiumOf(process: Process): Promise<Subscription> {
  const all = await service(process).list({ orderId: "order_sync" });
  const found = all.find((one) => one.planId === "plan_premium");
  if (!found) {
    throw new Error("There is no Premium subscription.");
  }
  return found;
}

const eventsOf = async (process: Process) =>
  (await service(process).listForBilling({ ids: [(await premiumOf(process)).id] }))[0]?.events ?? [];

/** Steps from one due instant to the next until `at`, as the ticker does. */
async function advanceTo(process: Process, at: string): Promise<number> {
  const end = new Date(at);
  let steps = 0;
  for (let next = await service(process).readings.nextAt(); next && next <= end; steps += 1) {
    world.clock.advanceTo(next);
    next = (await subscriptionSyncDuty.run(process.container, world.clock.now())).nextDueAt;
    if (steps > 2_000) {
      throw new Error("The clock does not get on.");
    }
  }
  world.clock.advanceTo(end);
  return steps;
}

test("a year later the vendor has renewed: the new term has the price of its first day, and one mail is sent", async () => {
  const process = await live("2026-03-15T10:42:00.000Z", (now) =>
    now < new Date("2027-03-01T00:00:00.000Z")
      ? [premium, basic]
      : [{ ...premium, unitTermPrice: 27_720, priceVersion: "price_2" }, basic],
  );
  world.clock.advanceTo(new Date("2027-03-13T12:00:00.000Z"));
  await advanceTo(process, "2027-03-16T00:00:00.000Z");
  const [, renewed, ...more] = await eventsOf(process);
  expect(more).toEqual([]);
  expect(renewed).toMatchObject({
    type: "renewed",
    on: "2027-03-15",
    quantity: 10,
    termEndsOn: "2028-03-15",
    terms: { unitTermPrice: 27_720, priceVersion: "price_2" },
  });
  expect(mails.filter((mail) => mail.data.title === premium.skuTitle && mail.template === "renewal_done")).not.toEqual(
    [],
  );
  expect(new Set(mails.map((mail) => mail.key)).size).toBe(mails.length);
  expect(mails[0]?.data.termEndsOn).toBe("14 Mar 2028");
  expect(world.marksDue.map((mark) => mark.companyIds)).toContainEqual(["comp_sync"]);
});

test("the renewal is seen within two minutes of its possibility, not a day later", async () => {
  const process = await live("2026-03-15T10:42:00.000Z");
  world.vendor.configure({ renewalLockMs: 30_000 });
  world.clock.advanceTo(new Date("2027-03-14T23:00:00.000Z"));
  await advanceTo(process, "2027-03-15T00:02:00.000Z");
  expect((await eventsOf(process)).map((event) => event.type)).toEqual(["started", "renewed"]);
});

test("monthly terms bought on the 31st tile without gap, also when nobody looked for a quarter", async () => {
  const monthly = { term: "P1M", chargeCount: 1 } as const;
  const process = await live("2026-01-31T09:00:00.000Z", [
    { ...premium, ...monthly, unitTermPrice: 2_400 },
    { ...basic, ...monthly },
  ]);
  world.clock.advanceTo(new Date("2026-05-10T00:00:00.000Z"));
  await subscriptionSyncDuty.run(process.container, world.clock.now());
  const events = await eventsOf(process);
  const terms = events.flatMap((event) => ("termEndsOn" in event ? [[event.on, event.termEndsOn]] : []));
  expect(terms).toEqual([
    ["2026-01-31", "2026-02-28"],
    ["2026-02-28", "2026-03-28"],
    ["2026-03-28", "2026-04-28"],
    ["2026-04-28", "2026-05-28"],
  ]);
});

test("a subscription cancelled at the vendor ends here on that day, by event and once", async () => {
  const process = await live("2026-03-15T10:42:00.000Z");
  const { id, vendorTenantId, vendorSubscriptionId } = await premiumOf(process);
  world.clock.advanceTo(new Date("2026-03-18T15:00:00.000Z"));
  world.vendor.changeSubscription(vendorSubscriptionId, { status: "deleted" });
  const payload = {
    EventName: "subscription-updated",
    ResourceUri: `http://api.partnercenter.microsoft.com/webhooks/v1/customers/${vendorTenantId}/subscriptions/${vendorSubscriptionId.toUpperCase()}`,
    ResourceName: "subscription",
    AuditUri: null,
    ResourceChangeUtcDate: "2026-03-18T15:00:00.0000000+00:00",
  };
  expect(await handlePartnerCenterEvent(process.container, { payload }, world.clock.now())).toBe("handled");
  expect(await handlePartnerCenterEvent(process.container, { payload }, world.clock.now())).toBe("handled");
  expect(await eventsOf(process)).toHaveLength(1);
  await advanceTo(process, "2026-03-18T16:05:00.000Z");
  expect(await eventsOf(process)).toMatchObject([{ type: "started" }, { type: "cancelled", on: "2026-03-18" }]);
  expect(await service(process).retrieve(id)).toMatchObject({ status: "cancelled" });
});

test("a process that dies after it recorded a cancellation leaves it due, and billing is told by the next", async () => {
  await live("2026-03-15T10:42:00.000Z");
  const doomed = world.process(new KillSwitch({ method: "appendEvent", call: 1 }));
  const { vendorSubscriptionId, companyId } = await premiumOf(doomed);
  world.vendor.changeSubscription(vendorSubscriptionId, { status: "deleted" });
  world.marksDue.length = 0;
  await expect(advanceTo(doomed, "2026-03-17T00:00:00.000Z")).rejects.toThrow("killed");
  expect(world.marksDue).toEqual([]);
  const process = world.process();
  await world.expireLeases();
  await advanceTo(process, "2026-03-18T00:00:00.000Z");
  expect(world.marksDue.map(({ companyIds }) => companyIds)).toEqual([[companyId]]);
  expect(await eventsOf(process)).toMatchObject([{ type: "started" }, { type: "cancelled", on: "2026-03-16" }]);
});

test("a process that dies after it recorded a renewal leaves its mail to the next reading", async () => {
  const process = await live("2026-03-15T10:42:00.000Z");
  const { id, vendorSubscriptionId, terms } = await premiumOf(process);
  world.clock.advanceTo(new Date("2027-03-15T00:30:00.000Z"));
  const renewed = { type: "renewed", on: "2027-03-15", quantity: 10, terms, termEndsOn: "2028-03-15" } as const;
  await service(process).appendEvent(id, renewed, `vendor:${vendorSubscriptionId}:renewed:2027-03-15`);
  await advanceTo(process, "2027-03-17T00:00:00.000Z");
  expect(mails.filter(({ key }) => key === `renewal_done:${id}:2027-03-15`)).toHaveLength(1);
});

test("an event that meets a reading under way is tried again, because that reading may be older", async () => {
  const process = await live("2026-03-15T10:42:00.000Z");
  const { id, vendorTenantId, vendorSubscriptionId } = await premiumOf(process);
  const payload = {
    EventName: "subscription-updated",
    ResourceUri: `http://localhost/v1/customers/${vendorTenantId}/subscriptions/${vendorSubscriptionId}`,
    ResourceName: "subscription",
    AuditUri: null,
    ResourceChangeUtcDate: "2026-03-15T11:00:00.0000000+00:00",
  };
  const reading = await service(process).readings.lease(id);
  const told = handlePartnerCenterEvent(process.container, { payload }, world.clock.now());
  await expect(told).rejects.toThrow("just being read");
  const nextSyncAt = new Date("2026-03-16T00:00:00.000Z");
  const failure = { problem: "gone", now: world.clock.now(), nextSyncAt };
  await service(process).readings.fail(id, reading?.leaseToken ?? "", failure);
  expect(await handlePartnerCenterEvent(process.container, { payload }, world.clock.now())).toBe("handled");
});

test("seats changed by hand at the vendor raise an alarm and are not billed by themselves", async () => {
  const process = await live("2026-03-15T10:42:00.000Z");
  const { vendorSubscriptionId } = await premiumOf(process);
  world.vendor.changeSubscription(vendorSubscriptionId, { quantity: 14 });
  await advanceTo(process, "2026-03-17T00:00:00.000Z");
  expect(await premiumOf(process)).toMatchObject({ quantity: 10, problem: "the vendor has 14 seats, we have 10" });
  expect(await eventsOf(process)).toHaveLength(1);
});

test("a monthly term that goes on without a renewal is not billed at the plan's price: a person decides", async () => {
  const monthly = { term: "P1M", chargeCount: 1 } as const;
  const process = await live("2026-05-15T09:00:00.000Z", [
    { ...premium, ...monthly, unitTermPrice: 2_400 },
    { ...basic, ...monthly },
  ]);
  const { vendorSubscriptionId } = await premiumOf(process);
  world.vendor.changeSubscription(vendorSubscriptionId, { autoRenewEnabled: false });
  await advanceTo(process, "2026-06-16T00:00:00.000Z");
  expect(await eventsOf(process)).toMatchObject([{ type: "started" }]);
  expect((await premiumOf(process)).problem).toContain("extended service term");
});

test("a cancellation for the end of the term is mirrored, and the term then ends", async () => {
  const process = await live("2026-05-15T09:00:00.000Z");
  const { vendorSubscriptionId } = await premiumOf(process);
  world.vendor.changeSubscription(vendorSubscriptionId, {
    autoRenewEnabled: false,
    cancelAtTermEnd: true,
  });
  await advanceTo(process, "2026-05-17T00:00:00.000Z");
  expect(await premiumOf(process)).toMatchObject({ autoRenew: false, cancelAtEnd: true });
  world.clock.advanceTo(new Date("2027-05-14T12:00:00.000Z"));
  await advanceTo(process, "2027-05-16T00:00:00.000Z");
  expect(await eventsOf(process)).toMatchObject([{ type: "started" }, { type: "ended", on: "2027-05-15" }]);
});

test("the vendor's return windows are mirrored", async () => {
  const process = await live("2026-03-15T10:42:00.000Z");
  const { returnWindows, cancellationAllowedUntil } = await premiumOf(process);
  expect(returnWindows).toEqual([{ quantity: 10, until: new Date("2026-03-22T10:42:00.000Z") }]);
  expect(cancellationAllowedUntil).toEqual(new Date("2026-03-22T10:42:00.000Z"));
  await advanceTo(process, "2026-03-24T00:00:00.000Z");
  expect((await premiumOf(process)).returnWindows).toEqual([]);
});

test("events that name nothing of ours are ignored", async () => {
  const process = await live("2026-03-15T10:42:00.000Z");
  const payload = { EventName: "test-created", ResourceUri: "http://localhost/v1/webhooks/registration/test" };
  expect(await handlePartnerCenterEvent(process.container, { payload }, world.clock.now())).toBe("ignored");
});

/** What the vendor says from now on, whether it is so or not. */
function says(vendorSubscriptionId: string, change: object): void {
  const known = world.vendor.state().subscriptions[vendorSubscriptionId];
  if (known === undefined) {
    throw new Error(`The vendor has no subscription ${vendorSubscriptionId}.`);
  }
  Object.assign(known, change);
}

const isHeld = async (process: Process) =>
  (await service(process).listForBilling({ ids: [(await premiumOf(process)).id] }))[0]?.isHeld;

describe("a renewal counts only when its instant has come and its term follows on the last one", () => {
  test.each([
    ["a term that ends a year later, half a year before ours does", "2026-09-01", { commitmentEndsOn: "2028-03-14" }],
    ["a term that begins tomorrow", "2027-03-13", { commitmentEndsOn: "2028-03-14" }],
    ["a commitment that ends earlier than ours", "2026-09-01", { commitmentEndsOn: "2026-12-31" }],
    [
      "a new term with another first day, before ours has ended",
      "2026-09-01",
      { commitmentEndsOn: "2027-08-31", effectiveStartDate: "2026-09-01T00:00:00.000Z" },
    ],
    ["another first day of the same term", "2026-09-01", { effectiveStartDate: "2026-04-01T00:00:00.000Z" }],
    ["another billing plan", "2026-09-01", { billingCycle: "annual" }],
    ["another term", "2026-09-01", { termDuration: "P3Y" }],
  ])("%s", async (_what, on, change) => {
    const process = await live("2026-03-15T10:42:00.000Z");
    const { vendorSubscriptionId } = await premiumOf(process);
    const before = await premiumOf(process);
    world.clock.advanceTo(new Date(`${on}T00:30:00.000Z`));
    const kept = { ...world.vendor.state().subscriptions[vendorSubscriptionId] };
    says(vendorSubscriptionId, change);
    await advanceTo(process, `${on}T12:00:00.000Z`);
    expect(await eventsOf(process)).toMatchObject([{ type: "started" }]);
    const after = await premiumOf(process);
    expect(after).toMatchObject({
      termEndsOn: before.termEndsOn,
      problem: expect.stringMatching(/the vendor .* we have/),
    });
    says(vendorSubscriptionId, kept);
    await service(process).readings.request(after.id, world.clock.now());
    await subscriptionSyncDuty.run(process.container, world.clock.now());
    expect((await premiumOf(process)).problem).toBeNull();
  });

  test.each([
    ["two terms at once, of which one has not begun", "2029-03-14"],
    ["a term of eighteen months", "2028-09-14"],
  ])("after its end: %s", async (_what, commitmentEndsOn) => {
    const process = await live("2026-03-15T10:42:00.000Z");
    const { vendorSubscriptionId } = await premiumOf(process);
    world.clock.advanceTo(new Date("2027-03-15T02:00:00.000Z"));
    says(vendorSubscriptionId, { commitmentEndsOn });
    await advanceTo(process, "2027-03-15T05:00:00.000Z");
    expect(await eventsOf(process)).toMatchObject([{ type: "started" }]);
    expect((await premiumOf(process)).problem).toMatch(/the vendor .* we have/);
  });
});

describe("a vendor that says the licences are gone", () => {
  const HELD = ["deleted", "expired", "disabled", "suspended"] as const;

  test.each(HELD)("%s: billing holds at once, and goes on by itself when the vendor agrees again", async (status) => {
    const process = await live("2026-03-15T10:42:00.000Z");
    const { vendorSubscriptionId, companyId } = await premiumOf(process);
    expect(await isHeld(process)).toBe(false);
    says(vendorSubscriptionId, { status });
    await advanceTo(process, "2026-03-16T00:02:00.000Z");
    expect(await isHeld(process)).toBe(true);
    expect((await premiumOf(process)).problem).toContain(status);
    world.marksDue.length = 0;
    says(vendorSubscriptionId, { status: "active" });
    await advanceTo(process, "2026-03-16T00:30:00.000Z");
    expect(await isHeld(process)).toBe(false);
    expect(await premiumOf(process)).toMatchObject({ status: "active", problem: null });
    expect(await eventsOf(process)).toHaveLength(1);
    expect(world.marksDue).toContainEqual(expect.objectContaining({ companyIds: [companyId] }));
  });

  test.each(["expired", "disabled", "suspended"] as const)(
    "%s for good: it stays held for a person",
    async (status) => {
      const process = await live("2026-03-15T10:42:00.000Z");
      says((await premiumOf(process)).vendorSubscriptionId, { status });
      await advanceTo(process, "2026-03-20T00:00:00.000Z");
      expect(await isHeld(process)).toBe(true);
      expect(await eventsOf(process)).toHaveLength(1);
    },
  );

  test("one that it does not know: held as well", async () => {
    const process = await live("2026-03-15T10:42:00.000Z");
    const { vendorSubscriptionId } = await premiumOf(process);
    const { subscriptions } = world.vendor.state();
    const kept = subscriptions[vendorSubscriptionId];
    delete subscriptions[vendorSubscriptionId];
    await advanceTo(process, "2026-03-16T00:02:00.000Z");
    expect(await isHeld(process)).toBe(true);
    if (kept) {
      subscriptions[vendorSubscriptionId] = kept;
    }
    await advanceTo(process, "2026-03-16T01:00:00.000Z");
    expect(await isHeld(process)).toBe(false);
  });

  test("alive, while our books have ended it: it stands for a person, and goes when the vendor agrees", async () => {
    const process = await live("2026-03-15T10:42:00.000Z");
    const { vendorSubscriptionId } = await premiumOf(process);
    says(vendorSubscriptionId, { status: "deleted" });
    await advanceTo(process, "2026-03-16T03:00:00.000Z");
    expect(await premiumOf(process)).toMatchObject({ status: "cancelled", problem: null });
    says(vendorSubscriptionId, { status: "active" });
    await advanceTo(process, "2026-03-18T00:00:00.000Z");
    expect((await premiumOf(process)).problem).toMatch(/the vendor .*active.* we have/);
    says(vendorSubscriptionId, { status: "deleted" });
    await advanceTo(process, "2026-03-20T00:00:00.000Z");
    expect((await premiumOf(process)).problem).toBeNull();
    await advanceTo(process, "2026-04-20T00:00:00.000Z");
    const row = world.database.db("csp_subscription").where({ id: (await premiumOf(process)).id });
    expect(await row.first("next_sync_at")).toEqual({ next_sync_at: null });
  });
});

describe("what differs is written down, from the reading that first shows it on", () => {
  const open = async (process: Process) =>
    (await service(process).findings.page({ subscriptionId: (await premiumOf(process)).id }, { limit: 50, offset: 0 }))
      .findings;

  test("added seats: one row with the day of their window, seen again each day, gone with the difference", async () => {
    const process = await live("2026-03-15T10:42:00.000Z");
    const { vendorSubscriptionId, companyId } = await premiumOf(process);
    world.clock.advanceTo(new Date("2026-03-16T22:00:00.000Z"));
    await advanceTo(process, "2026-03-16T22:00:00.000Z");
    const tranches = [{ quantity: 15, allowedUntil: "2026-03-23T22:00:00.000Z" }];
    says(vendorSubscriptionId, { quantity: 25, tranches });
    await advanceTo(process, "2026-03-20T00:00:00.000Z");
    const [finding, ...more] = await open(process);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      kind: "seats",
      theirs: "25 seats",
      ours: "10 seats",
      companyId,
      vendorSubscriptionId,
      state: "open",
      proposal: { type: "quantity_changed", on: "2026-03-16", quantity: 25 },
      firstSeenAt: new Date("2026-03-17T00:01:00.000Z"),
      lastSeenAt: new Date("2026-03-19T00:01:00.000Z"),
      goneAt: null,
    });
    expect((await premiumOf(process)).problem).toBe(finding?.words);
    says(vendorSubscriptionId, { quantity: 30 });
    await advanceTo(process, "2026-03-21T00:00:00.000Z");
    says(vendorSubscriptionId, { quantity: 10 });
    await advanceTo(process, "2026-03-22T00:00:00.000Z");
    expect((await open(process)).map(({ theirs, state, goneAt }) => [theirs, state, goneAt?.toISOString()])).toEqual([
      ["30 seats", "vanished", "2026-03-21T00:01:00.000Z"],
      ["25 seats", "vanished", "2026-03-20T00:01:00.000Z"],
    ]);
    says(vendorSubscriptionId, { quantity: 25 });
    await advanceTo(process, "2026-03-23T00:00:00.000Z");
    expect(await open(process)).toHaveLength(3);
  });

  test("a difference to which our books have come is settled as billed", async () => {
    const process = await live("2026-03-15T10:42:00.000Z");
    const { id, vendorSubscriptionId } = await premiumOf(process);
    says(vendorSubscriptionId, { quantity: 12 });
    await advanceTo(process, "2026-03-17T00:00:00.000Z");
    await service(process).appendEvent(id, { type: "quantity_changed", on: "2026-03-16", quantity: 12 }, "by-hand");
    await advanceTo(process, "2026-03-18T00:00:00.000Z");
    expect(await open(process)).toMatchObject([{ state: "billed", settledBy: null }]);
    expect((await premiumOf(process)).problem).toBeNull();
  });

  test("books that moved while the vendor was asked are not compared with its answer: it is asked again", async () => {
    const process = await live("2026-03-15T10:42:00.000Z");
    const { id } = await premiumOf(process);
    const leased = await service(process).readings.lease(id);
    const from = await premiumOf(process);
    await service(process).appendEvent(id, { type: "quantity_changed", on: "2026-03-15", quantity: 12 }, "by-hand");
    const words = "the vendor has 11 seats, we have 10";
    const differences = [{ kind: "seats", theirs: "11 seats", ours: "10 seats", words, proposal: null } as const];
    const now = world.clock.now();
    const reading = { state: null, problem: null, sighting: null, now, nextSyncAt: new Date("2026-03-16T00:01:00Z") };
    await service(process).readings.finish(id, leased?.leaseToken ?? "", { ...reading, found: { differences, from } });
    expect(await open(process)).toEqual([]);
    expect(await service(process).readings.nextAt()).toEqual(now);
  });

  test("another instruction for the end of the term stands until it is taken back, though it is mirrored", async () => {
    const process = await live("2026-05-15T09:00:00.000Z");
    const { vendorSubscriptionId } = await premiumOf(process);
    world.vendor.changeSubscription(vendorSubscriptionId, { autoRenewEnabled: false });
    await advanceTo(process, "2026-05-19T00:00:00.000Z");
    expect(await open(process)).toMatchObject([
      { kind: "renewal", theirs: "go on by the month", ours: "renew", state: "open", goneAt: null, proposal: null },
    ]);
    expect(await premiumOf(process)).toMatchObject({
      autoRenew: false,
      problem: expect.stringContaining("we knew it"),
    });
    world.vendor.changeSubscription(vendorSubscriptionId, { autoRenewEnabled: true });
    await advanceTo(process, "2026-05-20T00:00:00.000Z");
    expect(await open(process)).toMatchObject([{ kind: "renewal", state: "vanished" }]);
  });

  test.each([
    ["plan", { billingCycle: "annual" }, "P1Y annual"],
    ["dates", { commitmentEndsOn: "2026-12-31" }, "ends on 2026-12-31"],
    ["state", { status: "suspended" }, "suspended"],
  ])("%s", async (kind, change, theirs) => {
    const process = await live("2026-03-15T10:42:00.000Z");
    says((await premiumOf(process)).vendorSubscriptionId, change);
    await advanceTo(process, "2026-03-18T00:00:00.000Z");
    expect(await open(process)).toMatchObject([{ kind, theirs, state: "open", proposal: null }]);
    expect((await premiumOf(process)).problem).toBe((await open(process))[0]?.words);
  });

  test("licences that are gone propose their end, and it is billed when it is written", async () => {
    const process = await live("2026-03-15T10:42:00.000Z");
    says((await premiumOf(process)).vendorSubscriptionId, { status: "deleted" });
    await advanceTo(process, "2026-03-16T00:02:00.000Z");
    const proposal = { type: "cancelled", on: "2026-03-16" };
    expect(await open(process)).toMatchObject([{ kind: "state", theirs: "deleted", state: "open", proposal }]);
    await advanceTo(process, "2026-03-16T03:00:00.000Z");
    expect(await open(process)).toMatchObject([{ kind: "state", state: "billed", settledBy: null }]);
  });

  test("an extended service term is one finding, however many months it goes on", async () => {
    const process = await live("2026-05-15T09:00:00.000Z");
    const { vendorSubscriptionId } = await premiumOf(process);
    world.vendor.changeSubscription(vendorSubscriptionId, { autoRenewEnabled: false });
    await advanceTo(process, "2026-05-17T00:00:00.000Z");
    world.clock.advanceTo(new Date("2027-05-14T12:00:00.000Z"));
    await advanceTo(process, "2027-08-20T00:00:00.000Z");
    expect((await open(process)).filter(({ kind }) => kind === "extended")).toMatchObject([
      { theirs: "goes on by the month after 2027-05-14", state: "open", goneAt: null },
    ]);
  });
});

describe("service that goes on by the month after a term that nobody renewed", () => {
  const extended = (unitTermPrice: number) => ({ unitTermPrice, priceVersion: `extended_${unitTermPrice}` });

  /** Live since 15 May 2026, with auto-renew off and nothing else said: since 4 May 2026 that goes on by the month. */
  async function notRenewed(): Promise<Process> {
    const process = await live("2026-05-15T09:00:00.000Z");
    const { vendorSubscriptionId } = await premiumOf(process);
    world.vendor.changeSubscription(vendorSubscriptionId, { autoRenewEnabled: false });
    await advanceTo(process, "2026-05-17T00:00:00.000Z");
    world.clock.advanceTo(new Date("2027-05-14T12:00:00.000Z"));
    return process;
  }

  test("is billed month by month at its own price of the first day of each, whatever the licence costs", async () => {
    const process = await notRenewed();
    world.extendedPrice = extended(2_472);
    await advanceTo(process, "2027-05-20T00:00:00.000Z");
    world.extendedPrice = extended(2_575);
    await advanceTo(process, "2027-06-20T00:00:00.000Z");
    const month = (on: string, termEndsOn: string, price: number) => ({
      ...{ type: "extended", on, termEndsOn, quantity: 10 },
      terms: { term: "P1M", billingPlan: "monthly", currency: "USD", ...extended(price) },
    });
    expect((await eventsOf(process)).slice(1)).toMatchObject([
      month("2027-05-15", "2027-06-15", 2_472),
      month("2027-06-15", "2027-07-15", 2_575),
    ]);
    const { id, problem, termEndsOn } = await premiumOf(process);
    expect([problem, termEndsOn]).toEqual([null, "2027-07-15"]);
    expect(await service(process).findings.standing([id])).toEqual([]);
    expect(mails.filter(({ key }) => key.includes(id)).map(({ template }) => template)).toEqual(
      expect.arrayContaining(["service_extended"]),
    );
    expect(mails.filter(({ key }) => key === `service_extended:${id}:2027-05-15`)).toHaveLength(1);
    expect(mails.filter(({ key }) => key.startsWith(`renewal_done:${id}`))).toEqual([]);
    expect(world.marksDue.map((mark) => mark.companyIds)).toContainEqual(["comp_sync"]);
  });

  test("is made up from its first day when its price becomes known later", async () => {
    const process = await notRenewed();
    world.extendedPrice = null;
    await advanceTo(process, "2027-07-20T00:00:00.000Z");
    expect((await eventsOf(process)).map(({ type }) => type)).toEqual(["started"]);
    const standing = async () => service(process).findings.standing([(await premiumOf(process)).id]);
    expect(await standing()).toMatchObject([{ kind: "extended", theirs: "goes on by the month after 2027-05-14" }]);
    expect((await premiumOf(process)).problem).toContain("extended service term on 2027-05-15");
    world.extendedPrice = extended(2_472);
    await advanceTo(process, "2027-07-22T00:00:00.000Z");
    expect((await eventsOf(process)).slice(1).map(({ type, on }) => [type, on])).toEqual([
      ["extended", "2027-05-15"],
      ["extended", "2027-06-15"],
      ["extended", "2027-07-15"],
    ]);
    expect((await premiumOf(process)).problem).toBeNull();
    expect((await standing()).filter(({ goneAt }) => goneAt === null)).toEqual([]);
  });

  test("goes back to the licence with a renewal, at the licence's terms and price of that day", async () => {
    const process = await notRenewed();
    world.extendedPrice = extended(2_472);
    await advanceTo(process, "2027-05-20T00:00:00.000Z");
    const { vendorSubscriptionId, vendorProductId: productId, vendorSkuId: skuId } = await premiumOf(process);
    const product = { productId, skuId, availabilityId: "", billingCycle: "monthly", termDuration: "P1Y" };
    const theirs = world.vendor.state().subscriptions[vendorSubscriptionId.toLowerCase()];
    Object.assign(theirs ?? {}, { scheduledNextTerm: { product, quantity: 10 } });
    world.plans = [{ ...premium, unitTermPrice: 27_720, priceVersion: "price_2" }, basic];
    await advanceTo(process, "2027-06-17T00:00:00.000Z");
    expect((await eventsOf(process)).at(-1)).toMatchObject({
      type: "renewed",
      on: "2027-06-15",
      termEndsOn: "2028-06-15",
      terms: { term: "P1Y", billingPlan: "monthly", unitTermPrice: 27_720 },
    });
    expect((await premiumOf(process)).problem).toBeNull();
  });
});

describe("a subscription is read 1.2 times a day at most", () => {
  /** Readings of one subscription that the vendor was asked for between two instants, while nothing is told by webhooks. */
  async function readingsIn(process: Process, vendorSubscriptionId: string, until: string): Promise<number> {
    const readings = () =>
      world.vendor.requests("GET", new RegExp(`/subscriptions/${vendorSubscriptionId}$`, "i")).length;
    const before = readings();
    await advanceTo(process, until);
    return readings() - before;
  }

  test("also when its term is over and the vendor never says what comes next; the alarm is given all the same", async () => {
    const process = await live("2026-03-15T10:42:00.000Z");
    world.vendor.configure({ renewalLockMs: 1_000 * DAY_MS });
    const { vendorSubscriptionId } = await premiumOf(process);
    world.clock.advanceTo(new Date("2027-03-14T12:00:00.000Z"));
    expect(await readingsIn(process, vendorSubscriptionId, "2027-04-14T12:00:00.000Z")).toBeLessThanOrEqual(31 * 1.2);
    expect((await premiumOf(process)).problem).toContain("neither renewed nor ended it");
  });

  test("also in an extended service term of a monthly subscription", async () => {
    const monthly = { term: "P1M", chargeCount: 1 } as const;
    const process = await live("2026-05-15T09:00:00.000Z", [
      { ...premium, ...monthly, unitTermPrice: 2_400 },
      { ...basic, ...monthly },
    ]);
    const { vendorSubscriptionId } = await premiumOf(process);
    world.vendor.changeSubscription(vendorSubscriptionId, { autoRenewEnabled: false });
    await advanceTo(process, "2026-05-17T00:00:00.000Z");
    expect(await readingsIn(process, vendorSubscriptionId, "2026-08-15T00:00:00.000Z")).toBeLessThanOrEqual(90 * 1.2);
    expect((await premiumOf(process)).problem).toContain("extended service term");
  });
});
