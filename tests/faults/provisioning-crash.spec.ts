import { SUBSCRIPTION_MODULE, type SubscriptionModuleService } from "../../src/modules/subscription";
import { enqueueOrder } from "../../src/processes/provisioning/enqueue-order";
import { readOrderProgress } from "../../src/processes/provisioning/progress";
import { KillSwitch } from "../support/provisioning/kill-switch";
import { aPlan } from "../support/provisioning/orders";
import { paidOrder, runToTheEnd } from "../support/provisioning/run";
import { ProvisioningWorld } from "../support/provisioning/world";

let world: ProvisioningWorld;

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));
jest.mock("../../src/processes/notify", () => ({ notify: async () => {} }));
// What Medusa's own order says is shown on a whole Medusa (tests/http/shop/provisioning.ts).
jest.mock("../../src/processes/provisioning/order/close-medusa-order", () => ({ closeMedusaOrder: async () => true }));
jest.mock("../../src/processes/billing/bill-order", () => ({
  billOrder: async (container: { resolve(key: string): SubscriptionModuleService }, input: { orderId: string }) => {
    const live = await container.resolve(SUBSCRIPTION_MODULE).listForBilling({ orderId: input.orderId });
    world.settled.push({ orderId: input.orderId, live: live.length });
    return live.length > 0 ? { outcome: "invoiced", invoiceId: `inv_${input.orderId}` } : { outcome: "nothing_live" };
  },
}));

beforeAll(async () => {
  world = await ProvisioningWorld.start();
  world.plans = [aPlan(), aPlan({ planId: "plan_basic", vendorProductId: "CFQ7TTC0LH18", vendorSkuId: "0001" })];
});

beforeEach(() => world.clear());

afterAll(() => world.stop());

async function expectLiveOnce(orderId: string, companyName: string): Promise<void> {
  const { container } = world.process();
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const state = world.vendor.state();
  expect(world.vendorOrders()).toBe(1);
  expect(Object.keys(state.subscriptions)).toHaveLength(2);
  const tenants = Object.values(state.customers).filter((one) => one.domain.startsWith(companyName));
  expect(tenants).toHaveLength(1);
  expect(tenants[0]?.agreements).toHaveLength(1);
  const live = await subscriptions.listForBilling({ orderId });
  expect(live.map((one) => one.events.map((event) => event.type))).toEqual([["started"], ["started"]]);
  expect(world.companies.sealed.size).toBe(1);
  expect(await readOrderProgress(container, orderId)).toMatchObject({
    settlement: "invoiced",
    refusal: null,
    invoiced: { state: "done" },
  });
  expect(world.settled.at(-1)).toEqual({ orderId, live: 2 });
}

test("an order without trouble: one tenant, one order, two subscriptions", async () => {
  const orderId = await paidOrder(world, "plain");
  const process = world.process();
  await enqueueOrder(process.container, { orderId, now: world.clock.now() });
  await runToTheEnd(world, process);
  await expectLiveOnce(orderId, "compplain");
  expect(world.vendor.requests("POST", /\/checkout$/)).toHaveLength(1);
});

describe.each(["before", "after"] as const)("killed %s a step takes effect", (when) => {
  test("whatever the step, one order is placed and goes live after the restart", async () => {
    const rehearsal = new KillSwitch();
    const orderId = await paidOrder(world, "rehearsal");
    const first = world.process(rehearsal);
    await enqueueOrder(first.container, { orderId, now: world.clock.now() });
    await runToTheEnd(world, first);
    const steps = rehearsal.stepsTaken;
    expect(steps).toBeGreaterThan(40);

    for (let at = 1; at <= steps; at += 1) {
      await world.clear();
      const name = `${when}${at}`;
      const id = await paidOrder(world, name);
      const doomed = world.process(new KillSwitch(at, when));
      await enqueueOrder(doomed.container, { orderId: id, now: world.clock.now() })
        .then(() => runToTheEnd(world, doomed))
        .catch((error: Error) => expect(error.name).toBe("ProcessKilled"));
      expect(doomed.kill.killed).toBe(true);

      const next = world.process();
      await world.expireLeases();
      await enqueueOrder(next.container, { orderId: id, now: world.clock.now() });
      await runToTheEnd(world, next);
      try {
        await expectLiveOnce(id, `comp${name}`);
      } catch (error) {
        throw new Error(`killed ${when} step ${at} of ${steps}`, { cause: error });
      }
    }
  });
});
