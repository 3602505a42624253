import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { PROVISIONING_MODULE } from "../../src/modules/provisioning";
import { SUBSCRIPTION_MODULE } from "../../src/modules/subscription";
import { enqueueOrder } from "../../src/processes/provisioning/enqueue-order";
import { aPlan } from "../support/provisioning/orders";
import { paidOrder } from "../support/provisioning/run";
import { ProvisioningWorld } from "../support/provisioning/world";

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));

const root = path.resolve(__dirname, "../..");
/** A lease lasts fifteen seconds, and who looks for free rows looks every five. */
const WITHIN_SECONDS = 22;

let world: ProvisioningWorld;
const children: ChildProcess[] = [];

beforeAll(async () => {
  world = await ProvisioningWorld.start();
  world.plans = [aPlan(), aPlan({ planId: "plan_basic", vendorProductId: "CFQ7TTC0LH18", vendorSkuId: "0001" })];
});
beforeEach(() => world.clear());
afterEach(() => {
  for (const child of children.splice(0)) {
    child.kill("SIGKILL");
  }
});
afterAll(() => world.stop());

async function startWorker(...companies: string[]): Promise<ChildProcess> {
  const file = path.join(root, "tests/support/provisioning/worker-process.ts");
  const args = ["--require", "tsx/cjs", file, world.database.url, world.url, world.clock.now().toISOString()];
  const child = spawn(process.execPath, [...args, ...companies], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

async function until(what: string, holds: () => Promise<boolean> | boolean, seconds = 60): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (!(await holds())) {
    if (performance.now() > deadline) {
      throw new Error(`Still not ${what} after ${seconds} s.`);
    }
    await wait(20);
  }
}

const subscriptionsOf = (orderId: string) => world.process().container.resolve(SUBSCRIPTION_MODULE).list({ orderId });

async function order(name: string): Promise<string> {
  const orderId = await paidOrder(world, name);
  await enqueueOrder(world.process().container, { orderId, now: world.clock.now() });
  return orderId;
}

test("a process killed with SIGKILL inside a call of the vendor: its order is taken up within seconds of the restart, and one that lives keeps its own", async () => {
  const killed = await order("killed");
  world.vendor.addFault({ kind: "timeout_after_effect", method: "POST", path: "/checkout$" });
  const first = await startWorker("comp_killed");
  const checkouts = () => world.vendor.requests("POST", /\/checkout$/).length;
  await until("at the checkout", () => checkouts() === 1);
  const gone = once(first, "exit");
  const killedAt = performance.now();
  first.kill("SIGKILL");
  await gone;
  await startWorker("comp_killed", "comp_slow");
  const restartedAt = performance.now();
  await until("taken up", () => checkouts() > 1);
  const seconds = (performance.now() - restartedAt) / 1_000;
  await until("live", async () => (await subscriptionsOf(killed)).length === 2);
  const all = (performance.now() - killedAt) / 1_000;
  process.stdout.write(
    `Taken up ${seconds.toFixed(1)} s after the restart; ${all.toFixed(1)} s from the kill to live.\n`,
  );
  expect(seconds).toBeLessThan(WITHIN_SECONDS);
  expect(world.vendorOrders()).toBe(1);

  // Longer than a lease lasts: the process that lives renews it, and nobody takes the order from it.
  world.vendor.addFault({ kind: "latency", method: "POST", path: "/checkout$", delayMs: 18_000 });
  const slow = await order("slow");
  const provisioning = world.process().container.resolve(PROVISIONING_MODULE);
  const before = checkouts();
  await until("at the checkout", () => checkouts() > before);
  await wait(16_500);
  expect(await provisioning.lease(new Date(world.clock.now().getTime() + 86_400_000), ["place_order"])).toBeNull();
  await until("live", async () => (await subscriptionsOf(slow)).length === 2);
  expect(checkouts()).toBe(before + 1);
}, 180_000);
