import { type ChangeWanted, SUBSCRIPTION_MODULE, type Subscription } from "../../src/modules/subscription";
import { refuseChange, retryChange } from "../../src/processes/changes/decide-change";
import { runDueChanges } from "../../src/processes/changes/run-changes";
import { enqueueOrder } from "../../src/processes/provisioning/enqueue-order";
import { KillSwitch } from "../support/provisioning/kill-switch";
import { aPlan } from "../support/provisioning/orders";
import { paidOrder, runToTheEnd } from "../support/provisioning/run";
import { type Process, ProvisioningWorld } from "../support/provisioning/world";

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));
const mails: string[] = [];
jest.mock("../../src/processes/notify", () => ({
  notify: async (_container: unknown, { key }: { readonly key: string }) => {
    mails.push(key);
  },
}));
jest.mock("../../src/processes/billing/bill-order", () => ({ billOrder: async () => ({ outcome: "nothing_live" }) }));
jest.mock("../../src/processes/billing/bill-change", () => ({ billChange: async () => ({ outcome: "next_run" }) }));

let world: ProvisioningWorld;
let owner: Process;

beforeAll(async () => {
  world = await ProvisioningWorld.start("2026-03-15T10:42:00.000Z");
  world.plans = [aPlan(), aPlan({ planId: "plan_basic", vendorProductId: "CFQ7TTC0LH18", vendorSkuId: "0001" })];
  owner = world.process();
  const orderId = await paidOrder(world, "crash");
  await enqueueOrder(owner.container, { orderId, now: world.clock.now() });
  await runToTheEnd(world, owner);
});
afterAll(() => world.stop());

const service = () => owner.container.resolve(SUBSCRIPTION_MODULE);

async function premium(): Promise<Subscription> {
  const all = await service().list({ orderId: "order_crash" });
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

async function ask(wanted: ChangeWanted): Promise<string> {
  const { id: subscriptionId, companyId, quantity: fromQuantity } = await premium();
  const shown = { currency: "USD", on: "2026-03-15", gross: 0, amountDue: 0, atOnce: false };
  const askedBy = { as: "customer", actor: "cus_1", reason: null } as const;
  const kind = wanted.kind === "renewal" ? "renewal" : "add_seats";
  const money = { previewHash: "hash", shown, holdAmount: null };
  const change = { subscriptionId, companyId, kind, wanted, fromQuantity, askedBy, ...money } as const;
  return (await service().changes.request(change, world.clock.now())) ?? "";
}

/** A worker that dies after its n-th step, then one that lives. @returns false when the first came through before that */
async function dieAndGoOn(n: number, id: string): Promise<boolean> {
  const doomed = world.process(new KillSwitch(n));
  await runDueChanges(doomed.container, world.clock.now()).catch(() => {});
  const next = world.process();
  await world.expireLeases();
  for (let round = 0; round < 20; round += 1) {
    await runDueChanges(next.container, world.clock.now());
    if ((await service().changes.find(id))?.finishedAt) {
      break;
    }
    world.clock.advanceBy(30_000);
  }
  return doomed.kill.killed;
}

test("a worker that dies after any step leaves nothing doubled, lost or stuck: seats are added once", async () => {
  await service().setEndWish((await premium()).id, { outcome: "stop", quantity: null }, null);
  const before = (await vendors()).quantity;
  let n = 0;
  for (let died = true; died; ) {
    n += 1;
    world.clock.advanceBy(60_000);
    const quantity = before + n;
    const id = await ask({ kind: "seats", quantity });
    died = await dieAndGoOn(n, id);
    const [vendor, ours] = [await vendors(), await premium()];
    expect([n, (await service().changes.find(id))?.state]).toEqual([n, "done"]);
    expect([n, vendor.quantity, ours.quantity]).toEqual([n, quantity, quantity]);
    expect([n, vendor.scheduledActions.map(({ actionType }) => actionType)]).toEqual([n, ["Cancel"]]);
    expect([n, vendor.tranches.length, ours.endWishKeptAt !== null]).toEqual([n, 1 + n, true]);
  }
  expect(n).toBeGreaterThan(10);
  const [billable] = await service().listForBilling({ ids: [(await premium()).id] });
  expect(billable?.events.map(({ type }) => type)).toEqual(["started", ...Array(n).fill("quantity_changed")]);
  expect(new Set(mails.filter((key) => key.startsWith("change_confirmed"))).size).toBe(n);
});

test("a worker that dies after any step leaves the choice for the end of the term written and read back", async () => {
  let n = 0;
  for (let died = true; died; ) {
    n += 1;
    world.clock.advanceBy(60_000);
    const isEven = n % 2 === 0;
    const id = await ask({ kind: "renewal", outcome: isEven ? "stop" : "extend", quantity: null });
    died = await dieAndGoOn(n, id);
    const action = isEven ? "Cancel" : "RenewToExtendedServiceTerm";
    const { scheduledActions, autoRenewEnabled } = await vendors();
    expect([n, (await service().changes.find(id))?.state]).toEqual([n, "done"]);
    expect([n, scheduledActions.map(({ actionType }) => actionType), autoRenewEnabled]).toEqual([n, [action], false]);
    expect((await premium()).endWish).toEqual({ outcome: isEven ? "stop" : "extend", quantity: null });
  }
  expect(n).toBeGreaterThan(8);
});

test("a person can end a change that stands, unless the vendor has done it", async () => {
  const quantity = (await premium()).quantity + 1;
  const standing = async () => {
    const changeId = await ask({ kind: "seats", quantity });
    world.vendor.addFault({ kind: "error_before_effect", method: "PATCH", status: 400, code: "800024" });
    await runDueChanges(world.process().container, world.clock.now());
    const change = await service().changes.find(changeId);
    expect(change).toMatchObject({ state: "needs_attention", standsIn: "at_vendor" });
    return { changeId, actor: null, reason: "The customer wants it otherwise.", now: world.clock.now() };
  };
  const { container } = world.process();
  const first = await standing();
  expect((await refuseChange(container, first)).state).toBe("releasing");
  await runDueChanges(container, world.clock.now());
  const refused = await service().changes.find(first.changeId);
  expect(refused).toMatchObject({ state: "refused", refusal: { by: "seller", reason: first.reason } });
  await expect(refuseChange(container, first)).rejects.toThrow(/does not wait/);

  const second = await standing();
  world.vendor.changeSubscription((await vendors()).id, { quantity });
  await expect(refuseChange(container, second)).rejects.toThrow(/has done it/);
  await retryChange(container, second);
  await runDueChanges(container, world.clock.now());
  expect((await service().changes.find(second.changeId))?.state).toBe("done");
  expect((await premium()).quantity).toBe(quantity);
});
