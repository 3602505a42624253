import { randomUUID } from "node:crypto";
import { SUBSCRIPTION_MODULE } from "../../src/modules/subscription";
import { driftDuty } from "../../src/processes/drift/duty";
import { tenantReadingDuty } from "../../src/processes/drift/read-tenants";
import { enqueueOrder } from "../../src/processes/provisioning/enqueue-order";
import { aPlan } from "../support/provisioning/orders";
import { paidOrder, runToTheEnd } from "../support/provisioning/run";
import { type Process, ProvisioningWorld } from "../support/provisioning/world";

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));
jest.mock("../../src/processes/notify", () => ({ notify: async () => {} }));
jest.mock("../../src/processes/billing/bill-order", () => ({
  billOrder: async () => ({ outcome: "nothing_live" }),
}));

const premium = aPlan();
const basic = aPlan({ planId: "plan_basic", vendorProductId: "CFQ7TTC0LH18", vendorSkuId: "0001" });
let world: ProvisioningWorld;
let process: Process;

beforeEach(async () => {
  world = await ProvisioningWorld.start("2026-03-15T10:42:00.000Z");
  world.plans = [premium, basic];
  process = world.process();
  const orderId = await paidOrder(world, "tenant");
  await enqueueOrder(process.container, { orderId, now: world.clock.now() });
  await runToTheEnd(world, process);
});
afterEach(() => world.stop());

const service = () => process.container.resolve(SUBSCRIPTION_MODULE);
const found = async () => (await service().findings.page({ kind: "unknown" }, { limit: 50, offset: 0 })).findings;
const lists = () => world.vendor.requests("GET", /\/subscriptions$/).length;

/** The next day's list, and what hangs on what it found. */
async function listOn(day: string): Promise<void> {
  world.clock.advanceTo(new Date(`${day}T00:01:00.000Z`));
  await tenantReadingDuty.run(process.container, world.clock.now());
  await driftDuty.run(process.container, world.clock.now());
}

/** A colleague orders in Partner Center what nobody here knows of. */
function orderedElsewhere(change: object = {}): string {
  const { subscriptions } = world.vendor.state();
  const [ours] = Object.values(subscriptions).filter(({ quantity }) => quantity === 10);
  const id = randomUUID();
  Object.assign(subscriptions, { [id]: { ...ours, id, orderId: `elsewhere-${id}`, quantity: 4, ...change } });
  return id;
}

test("a subscription that we do not have is found by the day's list, with what it would cost, and goes with it", async () => {
  const id = orderedElsewhere();
  await listOn("2026-03-18");
  expect(await found()).toMatchObject([
    {
      ...{ kind: "unknown", subscriptionId: null, companyId: "comp_tenant", vendorSubscriptionId: id, state: "open" },
      words: expect.stringContaining("we have no such subscription"),
      proposal: { type: "started", on: "2026-03-15", quantity: 4, terms: { unitTermPrice: premium.unitTermPrice } },
      stake: { unbilled: 4 * premium.pricePerCharge, eachPeriod: 4 * premium.pricePerCharge },
    },
  ]);
  await listOn("2026-03-19");
  expect(await found()).toMatchObject([{ state: "open", firstSeenAt: new Date("2026-03-18T00:01:00.000Z") }]);
  Reflect.deleteProperty(world.vendor.state().subscriptions, id);
  await listOn("2026-03-20");
  expect(await found()).toMatchObject([{ state: "vanished" }]);
});

test("one call for each tenant and day, with the application's own token", async () => {
  await tenantReadingDuty.run(process.container, world.clock.now());
  const before = lists();
  for (const day of ["2026-03-16", "2026-03-17", "2026-03-18"]) {
    await listOn(day);
    await tenantReadingDuty.run(process.container, world.clock.now());
  }
  expect(lists() - before).toBe(3);
});

test.each([
  ["what is ours", () => ""],
  ["what has ended", () => orderedElsewhere({ status: "deleted" })],
  ["what began since yesterday", () => orderedElsewhere({ effectiveStartDate: "2026-03-17T09:00:00.000Z" })],
])("nothing is told of %s", async (_what, order) => {
  order();
  await listOn("2026-03-18");
  expect(await found()).toEqual([]);
});

test("a list that is not got is asked for again, and tells nothing meanwhile", async () => {
  orderedElsewhere();
  await listOn("2026-03-18");
  world.vendor.addFault({ kind: "error_before_effect", path: "/subscriptions$", times: 9 });
  await listOn("2026-03-19");
  expect(await found()).toMatchObject([{ state: "open", goneAt: null }]);
  world.vendor.clearFaults();
  await listOn("2026-03-20");
  expect(await found()).toMatchObject([{ state: "open", lastSeenAt: new Date("2026-03-20T00:01:00.000Z") }]);
});
