import type { MedusaContainer } from "@medusajs/framework/types";
import { readEnvironment } from "../../src/config/environment";
import { partnerCenter } from "../../src/connections/partner-center";
import { registerVendor } from "../../src/connections/vendors";
import { createPartnerCenterAdapter, partnerCenterVendor } from "../../src/integrations/partner-center";
import { PROVISIONING_MODULE } from "../../src/modules/provisioning";
import { SETTINGS_MODULE, type SettingsService } from "../../src/modules/settings";
import { SUBSCRIPTION_MODULE } from "../../src/modules/subscription";
import { userSignInDuty } from "../../src/processes/company/user-sign-in-duty";
import { subscriptionSyncDuty } from "../../src/processes/provisioning/duties";
import { enqueueOrder } from "../../src/processes/provisioning/enqueue-order";
import { runDueTasks } from "../../src/processes/provisioning/run-due-tasks";
import { aPlan } from "../support/provisioning/orders";
import { paidOrder, runToTheEnd } from "../support/provisioning/run";
import { type Process, ProvisioningWorld } from "../support/provisioning/world";
import { testSettings } from "../support/settings";

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));
jest.mock("../../src/processes/notify", () => ({ notify: async () => {} }));
jest.mock("../../src/processes/provisioning/order/close-medusa-order", () => ({ closeMedusaOrder: async () => true }));
jest.mock("../../src/processes/billing/bill-order", () => ({ billOrder: async () => ({ outcome: "nothing_live" }) }));

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const USER = "user sign-in";
const APP = "app sign-in";

let world: ProvisioningWorld;
let process: Process;
let settings: SettingsService;

beforeAll(async () => {
  world = await ProvisioningWorld.start();
  world.plans = [aPlan(), aPlan({ planId: "plan_basic", vendorProductId: "CFQ7TTC0LH18", vendorSkuId: "0001" })];
});
beforeEach(async () => {
  await world.clear();
  process = hearing(world.process());
});
afterAll(() => world.stop());

/** The process as the application is: whoever calls the vendor finds out whether the set-up works. */
function hearing({ container, kill }: Process): Process {
  const { partnerCenter: vendor } = readEnvironment().options;
  settings = testSettings(world.database.db, {
    partnerCenter: { ...vendor, apiBase: world.url, loginBase: world.url, agreementWay: "confirmation" },
  });
  const resolve = (key: string) => (key === SETTINGS_MODULE ? settings : container.resolve(key));
  registerVendor(partnerCenterVendor, (asked) => createPartnerCenterAdapter(partnerCenter(asked), []));
  return { container: { resolve } as unknown as MedusaContainer, kill };
}

const faults = async () => (await settings.listSetUpFaults(world.clock.now())).map(({ scope }) => scope);
const place = async (name: string) => {
  const orderId = await paidOrder(world, name);
  await enqueueOrder(process.container, { orderId, now: world.clock.now() });
  return orderId;
};
const taskOf = async (orderId: string, kind: string) =>
  (await process.container.resolve(PROVISIONING_MODULE).listOrderTasks(orderId)).find((task) => task.kind === kind);
const stateOf = async (orderId: string, kind: string) => (await taskOf(orderId, kind))?.state;
const turn = () => runDueTasks(process.container, world.clock.now());
const subscriptions = () => process.container.resolve(SUBSCRIPTION_MODULE);

/** A reading of every subscription, now. @returns how many the vendor has answered. */
async function readAll(): Promise<number> {
  const everyone = { companyIds: ["comp_old", "comp_fresh"] };
  const all = await subscriptions().list(everyone);
  await Promise.all(all.map(({ id }) => subscriptions().readings.request(id, world.clock.now())));
  world.clock.advanceBy(1_000);
  await subscriptionSyncDuty.run(process.container, world.clock.now());
  const after = await subscriptions().list(everyone);
  return after.filter(({ syncedAt }) => syncedAt.getTime() === world.clock.now().getTime()).length;
}

describe.each([
  ["revoked", { refreshTokensRevoked: true }, { refreshTokensRevoked: false }],
  ["without a second factor", { mfaCompliant: false }, { mfaCompliant: true }],
])("while the user's sign-in is %s", (_what, begin, end) => {
  it("a company that has licences orders more, readings go on, and only a new company waits for its agreement", async () => {
    await place("old");
    await runToTheEnd(world, process);
    expect(world.vendorOrders()).toBe(1);
    world.vendor.configure(begin);
    // Nobody has an access token of before.
    process = hearing(world.process());

    const again = await world.orders.place({
      ...{ id: "order_again", companyId: "comp_old", paymentStatus: "authorized", placedAt: world.clock.now() },
      lines: [{ id: "line_again", planId: "plan_premium", quantity: 2 }],
    });
    await enqueueOrder(process.container, { orderId: again, now: world.clock.now() });
    await runToTheEnd(world, process);
    expect(world.vendorOrders()).toBe(2);
    expect(await stateOf(again, "settle_order")).toBe("done");
    expect(await faults()).toEqual([USER]);
    expect(await readAll()).toBe(3);
    expect(await faults()).toEqual([USER]);

    const fresh = await place("fresh");
    for (let minutes = 0; minutes < 5; minutes += 1) {
      await turn();
      world.clock.advanceBy(MINUTE_MS + 15_000);
    }
    expect(await taskOf(fresh, "attest_agreement")).toMatchObject({
      ...{ state: "waiting", failures: 0, setUpFault: `partner_center ${USER}` },
    });
    expect(await faults()).toEqual([USER]);
    world.vendor.configure(end);
    await runToTheEnd(world, process);
    expect(await stateOf(fresh, "settle_order")).toBe("done");
    expect(world.vendorOrders()).toBe(3);
    expect(await faults()).toEqual([]);
  });
});

it("while the application's sign-in is refused, orders and readings wait for it, and what needs the user is answered", async () => {
  await place("old");
  await runToTheEnd(world, process);
  world.vendor.addFault({
    ...{ kind: "error_before_effect", path: "/oauth2/", status: 401, code: "invalid_client", token: "app", times: 999 },
  });
  process = hearing(world.process());
  expect(await readAll()).toBe(0);
  expect(await faults()).toEqual([APP]);
  expect((await partnerCenter(process.container).getAgreementMetadata())?.templateId).toEqual(expect.any(String));
  expect(await faults()).toEqual([APP]);
  const signIns = world.vendor.requests("POST", /oauth2/).length;
  expect(await readAll()).toBe(0);
  expect(world.vendor.requests("POST", /oauth2/)).toHaveLength(signIns);

  const orderId = await place("fresh");
  await turn();
  expect(await taskOf(orderId, "ensure_tenant")).toMatchObject({
    state: "waiting",
    setUpFault: `partner_center ${APP}`,
  });
  world.vendor.clearFaults();
  world.clock.advanceBy(MINUTE_MS + 15_000);
  await runToTheEnd(world, process);
  expect(await faults()).toEqual([]);
  expect(await readAll()).toBe(4);
});

it("the user's sign-in is tried each day, told of when it fails, and seen to work again within minutes", async () => {
  const day = () => userSignInDuty.run(process.container, world.clock.now());
  expect((await day()).done).toBe(1);
  expect((await day()).done).toBe(0);
  world.vendor.configure({ refreshTokensRevoked: true });
  world.clock.advanceBy(DAY_MS);
  expect((await day()).done).toBe(0);
  expect(await faults()).toEqual([USER]);
  world.vendor.configure({ refreshTokensRevoked: false });
  world.clock.advanceBy(10 * MINUTE_MS);
  expect((await day()).done).toBe(1);
  expect(await faults()).toEqual([]);
});
