import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { PROVISIONING_MODULE, type TaskKind } from "../../src/modules/provisioning";
import { SUBSCRIPTION_MODULE, type SubscriptionModuleService } from "../../src/modules/subscription";
import { acceptLines } from "../../src/processes/provisioning/decide-lines";
import { enqueueOrder } from "../../src/processes/provisioning/enqueue-order";
import { refuseTask } from "../../src/processes/provisioning/refuse-task";
import { runDueTasks } from "../../src/processes/provisioning/run-due-tasks";
import { KillSwitch } from "../support/provisioning/kill-switch";
import { aPlan } from "../support/provisioning/orders";
import { paidOrder, progressOf, runToTheEnd } from "../support/provisioning/run";
import { type Process, ProvisioningWorld } from "../support/provisioning/world";

const mails: { template: string; data: Record<string, unknown> }[] = [];
let world: ProvisioningWorld;

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));
jest.mock("../../src/processes/notify", () => ({
  notify: async (_container: unknown, mail: (typeof mails)[number]) => void mails.push(mail),
}));
// What Medusa's own order says is shown on a whole Medusa (tests/http/shop/provisioning.ts).
jest.mock("../../src/processes/provisioning/order/close-medusa-order", () => ({ closeMedusaOrder: async () => true }));
jest.mock("../../src/processes/billing/bill-order", () => ({
  billOrder: async (container: { resolve(key: string): SubscriptionModuleService }, input: { orderId: string }) => {
    const live = await container.resolve(SUBSCRIPTION_MODULE).listForBilling({ orderId: input.orderId });
    world.settled.push({ orderId: input.orderId, live: live.length });
    return live.length > 0 ? { outcome: "invoiced", invoiceId: `inv_${input.orderId}` } : { outcome: "nothing_live" };
  },
}));

const PREMIUM = aPlan();
const BASIC = aPlan({ planId: "plan_basic", vendorProductId: "CFQ7TTC0LH18", vendorSkuId: "0001" });
const UNTIL_ORDERED: readonly TaskKind[] = ["ensure_tenant", "attest_agreement", "place_order"];
const REASON = "Microsoft set your licences up otherwise than you ordered them.";

beforeEach(async () => {
  world = await ProvisioningWorld.start();
  world.plans = [PREMIUM, BASIC];
  mails.length = 0;
});
afterEach(() => world.stop());

const by = () => ({ actor: "user_ann", now: world.clock.now() });
const journal = () => (world.database.db as Knex)("csp_provisioning_journal").select("action", "actor", "detail");

/** An order of ten seats of Premium and three of Basic that the vendor has taken and carried out, and nobody has looked at. */
async function ordered(name: string) {
  const process = world.process();
  const orderId = await paidOrder(world, name);
  await enqueueOrder(process.container, { orderId, now: world.clock.now() });
  await runDueTasks(process.container, world.clock.now(), { kinds: UNTIL_ORDERED });
  const { subscriptions } = world.vendor.state();
  const all = Object.values(subscriptions);
  const of = (quantity: number) => all.find((one) => one.quantity === quantity);
  const [premium, basic] = [of(10), of(3)];
  if (premium === undefined || basic === undefined) {
    throw new Error("The vendor has not carried the order out.");
  }
  return { process, orderId, premium, basic };
}

const standing = async (process: Process, orderId: string) => {
  const tasks = await process.container.resolve(PROVISIONING_MODULE).listOrderTasks(orderId);
  return tasks.find(({ state }) => state === "needs_attention");
};
const liveLines = async (process: Process, orderId: string) =>
  (await process.container.resolve(SUBSCRIPTION_MODULE).list({ orderId })).map(({ orderLineId }) => orderLineId).sort();

/** Lets the awaiting step look once, when it is due. */
async function look(process: Process): Promise<void> {
  const next = await process.container.resolve(PROVISIONING_MODULE).nextDueAt();
  if (next !== null) {
    world.clock.advanceTo(next);
  }
  await runDueTasks(process.container, world.clock.now());
}

describe("a vendor that says that what it has just made is gone", () => {
  test.each([1, 2, 4])("%i times, and then has it: it is live, and no money was let go", async (times) => {
    const { process, orderId, premium } = await ordered(`lie${times}`);
    premium.status = "deleted";
    for (let reading = 0; reading < times; reading += 1) {
      await look(process);
      world.clock.advanceTo(new Date(world.clock.now().getTime() + 1));
      expect(world.settled).toEqual([]);
    }
    premium.status = "active";
    await runToTheEnd(world, process);
    expect(await liveLines(process, orderId)).toEqual([`line_lie${times}_1`, `line_lie${times}_2`]);
    expect(world.settled).toEqual([{ orderId, live: 2 }]);
    expect(mails.map(({ template }) => template)).toEqual(["licences_live"]);
  });

  test("for ever: after an hour that line is refused, and the other lives", async () => {
    const { process, orderId, premium } = await ordered("dead");
    const began = world.clock.now().getTime();
    premium.status = "deleted";
    await runToTheEnd(world, process);
    expect(world.clock.now().getTime() - began).toBeGreaterThanOrEqual(3_600_000);
    expect(await liveLines(process, orderId)).toEqual(["line_dead_2"]);
    expect((await progressOf(process, orderId)).refusal).toMatchObject({ whole: false });
    expect(world.settled).toEqual([{ orderId, live: 1 }]);
  });

  test.each(["expired", "disabled"] as const)(
    "%s, which ends no line: a person decides, and has it ended",
    async (status) => {
      const { process, orderId, premium } = await ordered(status);
      premium.status = status;
      await runToTheEnd(world, process);
      const task = await standing(process, orderId);
      expect(task?.lastError).toMatch(/^gone_at_start: /);
      expect(world.settled).toEqual([]);
      await refuseTask(process.container, { taskId: task?.id ?? "", reason: REASON, by: by() });
      await runToTheEnd(world, process);
      expect(await liveLines(process, orderId)).toEqual([`line_${status}_2`]);
      expect((await progressOf(process, orderId)).refusal).toMatchObject({ reason: REASON });
    },
  );

  test("in a list that leaves it out for two days: a person is asked, and nothing is let go", async () => {
    const { process, orderId, premium } = await ordered("hidden");
    delete world.vendor.state().subscriptions[premium.id];
    await look(process);
    world.clock.advanceTo(new Date(world.clock.now().getTime() + 49 * 3_600_000));
    await look(process);
    expect((await standing(process, orderId))?.lastError).toMatch(/more than two days/);
    expect(world.settled).toEqual([]);
  });

  test("an order that is called cancelled once, or whose licences live all the same, is none that is dead", async () => {
    const { process, orderId } = await ordered("order");
    const [order] = Object.values(world.vendor.state().orders);
    if (order) {
      order.status = "cancelled";
    }
    await runToTheEnd(world, process);
    expect(await liveLines(process, orderId)).toHaveLength(2);
  });

  test("a line that is live here already, while another is waited for: it stays, and is nobody's refusal", async () => {
    const { process, orderId, premium, basic } = await ordered("known");
    basic.status = "pending";
    await look(process);
    premium.status = "deleted";
    await look(process);
    basic.status = "active";
    await runToTheEnd(world, process);
    expect(await liveLines(process, orderId)).toHaveLength(2);
    expect((await progressOf(process, orderId)).refusal).toBeNull();
  });
});

describe("what began otherwise than ordered", () => {
  /** Runs until it stands. */
  async function stands(name: string, change: object) {
    const made = await ordered(name);
    Object.assign(made.premium, change);
    await runToTheEnd(world, made.process);
    const task = await standing(made.process, made.orderId);
    expect(task?.lastError).toMatch(/^not_as_ordered: /);
    return { ...made, taskId: task?.id ?? "" };
  }
  const premiumOf = async (process: Process, orderId: string) =>
    (await process.container.resolve(SUBSCRIPTION_MODULE).list({ orderId })).find((one) =>
      one.orderLineId.endsWith("_1"),
    );

  test("said once is read again; said as ordered then, it is live", async () => {
    const { process, orderId, premium } = await ordered("once");
    const end = premium.commitmentEndsOn;
    premium.commitmentEndsOn = "2026-12-31";
    await look(process);
    premium.commitmentEndsOn = end;
    await runToTheEnd(world, process);
    expect(await premiumOf(process, orderId)).toMatchObject({ termEndsOn: "2027-03-15" });
  });

  test.each([
    ["another end", { commitmentEndsOn: "2026-12-31" }, { termEndsOn: "2027-01-01" }],
    [
      "another first day",
      { effectiveStartDate: "2026-03-01T00:00:00.000Z", commitmentEndsOn: "2027-02-28" },
      { startedOn: "2026-03-01", termEndsOn: "2027-03-01" },
    ],
    ["fewer seats", { quantity: 7 }, { quantity: 7, termEndsOn: "2027-03-15" }],
    [
      "another term",
      { termDuration: "P1M", commitmentEndsOn: "2026-04-14" },
      { planId: "plan_month", termEndsOn: "2026-04-15", terms: { term: "P1M", unitTermPrice: 2_640 } },
    ],
  ])("%s is accepted: the vendor's facts are the terms, journalled with both", async (what, change, expected) => {
    world.plans = [PREMIUM, BASIC, aPlan({ planId: "plan_month", term: "P1M", unitTermPrice: 2_640, chargeCount: 1 })];
    const { process, orderId, taskId } = await stands(what.replaceAll(" ", ""), change);
    expect(world.settled).toEqual([]);
    await acceptLines(process.container, { taskId, by: by() });
    await expect(acceptLines(process.container, { taskId, by: by() })).rejects.toThrow("cannot be decided about");
    await runToTheEnd(world, process);
    expect(await premiumOf(process, orderId)).toMatchObject(expected);
    expect(world.settled).toEqual([{ orderId, live: 2 }]);
    expect(await journal()).toMatchObject([
      {
        action: "accept",
        actor: "user_ann",
        detail: {
          lines: [{ ordered: { quantity: 10, term: "P1Y" }, vendor: { quantity: expect.any(Number) } }],
          stood_because: expect.stringContaining("not_as_ordered"),
        },
      },
    ]);
  });

  test.each([
    ["more seats than anybody agreed to pay", { quantity: 12 }, /nobody agreed to pay for more/],
    ["a plan without a price", { termDuration: "P3Y", commitmentEndsOn: "2029-03-14" }, /has no price on 2026-03-15/],
    [
      "a first day to come",
      { effectiveStartDate: "2026-03-20T00:00:00.000Z", commitmentEndsOn: "2027-03-19" },
      /from that day on/,
    ],
    ["an end that no term has", { commitmentEndsOn: "2027-12-31" }, /cannot be billed as it is/],
  ])("%s is not accepted", async (what, change, words) => {
    const { process, orderId, taskId } = await stands(what.replaceAll(" ", ""), change);
    await expect(acceptLines(process.container, { taskId, by: by() })).rejects.toThrow(words);
    expect((await standing(process, orderId))?.id).toBe(taskId);
    expect(await journal()).toEqual([]);
  });

  test("what the vendor says otherwise again, since the person looked, is not accepted unseen", async () => {
    const { process, orderId, premium, taskId } = await stands("moved", { commitmentEndsOn: "2026-12-31" });
    premium.commitmentEndsOn = "2026-11-30";
    await expect(acceptLines(process.container, { taskId, by: by() })).rejects.toThrow(
      /something else by now.*2026-11-30/,
    );
    premium.commitmentEndsOn = "2026-12-31";
    await acceptLines(process.container, { taskId, by: by() });
    // And not by a worker either, when it says so behind the person's back.
    premium.commitmentEndsOn = "2026-11-30";
    await runToTheEnd(world, process);
    expect((await standing(process, orderId))?.lastError).toContain("2026-11-30");
    expect(world.settled).toEqual([]);
  });

  test("is refused within the window: cancelled at the vendor, its money let go, the customer told why", async () => {
    const { process, orderId, premium, taskId } = await stands("refused", { commitmentEndsOn: "2026-12-31" });
    const twice = [1, 2].map(() => refuseTask(process.container, { taskId, reason: REASON, by: by() }));
    const outcomes = await Promise.allSettled(twice);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await runToTheEnd(world, process);
    expect(premium.status).toBe("deleted");
    expect(await liveLines(process, orderId)).toEqual(["line_refused_2"]);
    expect(world.settled).toEqual([{ orderId, live: 1 }]);
    expect((await progressOf(process, orderId)).refusal).toMatchObject({ reason: REASON, whole: false });
    expect(await journal()).toHaveLength(1);
  });

  test("after the window says what is to be done by hand, and lets nothing go before it is done", async () => {
    const { process, orderId, premium, taskId } = await stands("late", { commitmentEndsOn: "2026-12-31" });
    world.clock.advanceTo(new Date("2026-03-24T00:00:00.000Z"));
    const refuse = () => refuseTask(process.container, { taskId, reason: REASON, by: by() });
    await expect(refuse()).rejects.toThrow(/By hand: in Partner Center open a support request/);
    expect(world.settled).toEqual([]);
    premium.status = "deleted";
    await refuse();
    await runToTheEnd(world, process);
    expect(world.settled).toEqual([{ orderId, live: 1 }]);
    expect((await progressOf(process, orderId)).refusal).toMatchObject({ reason: REASON });
  });

  test("a vendor that does not cancel leaves it standing, with its words; a retry asks again", async () => {
    const { process, orderId, premium, taskId } = await stands("unwilling", { commitmentEndsOn: "2026-12-31" });
    world.vendor.addFault({
      kind: "error_before_effect",
      method: "PATCH",
      path: "/subscriptions/",
      status: 400,
      code: "900117",
    });
    await refuseTask(process.container, { taskId, reason: REASON, by: by() });
    await runToTheEnd(world, process);
    expect((await standing(process, orderId))?.lastError).toMatch(/^not_cancelled: .*900117/);
    expect(world.settled).toEqual([]);
    await process.container.resolve(PROVISIONING_MODULE).retry(taskId, by());
    await runToTheEnd(world, process);
    expect(premium.status).toBe("deleted");
    expect(world.settled).toEqual([{ orderId, live: 1 }]);
  });

  test.each([
    ["before it asks the vendor", "patchSubscription", "before"],
    ["after the vendor has cancelled", "patchSubscription", "after"],
    ["before it writes how it ended", "end", "before"],
  ] as const)(
    "a worker that dies %s leaves it to the next: cancelled once, let go once",
    async (name, method, when) => {
      const { process, orderId, premium, taskId } = await stands(name.replaceAll(" ", ""), {
        commitmentEndsOn: "2026-12-31",
      });
      await refuseTask(process.container, { taskId, reason: REASON, by: by() });
      const doomed = world.process(new KillSwitch({ method, call: 1 }, when));
      await runDueTasks(doomed.container, world.clock.now()).catch(() => {});
      expect(doomed.kill.killed).toBe(true);
      expect(world.settled).toEqual([]);
      const next = world.process();
      await world.expireLeases();
      await runToTheEnd(world, next);
      expect(premium.status).toBe("deleted");
      expect(world.settled).toEqual([{ orderId, live: 1 }]);
      expect((await progressOf(process, orderId)).refusal).toMatchObject({ reason: REASON });
    },
  );
});
