import { openFirstSignIn } from "../../src/connections/sealed-text";
import { CartNotes } from "../../src/integrations/partner-center/adapter/cart-notes";
import { PROVISIONING_MODULE } from "../../src/modules/provisioning";
import { SUBSCRIPTION_MODULE, type SubscriptionModuleService } from "../../src/modules/subscription";
import { enqueueOrder } from "../../src/processes/provisioning/enqueue-order";
import { orderNotes } from "../../src/processes/provisioning/handlers/order-notes";
import { runDueTasks } from "../../src/processes/provisioning/run-due-tasks";
import { sweepOrders } from "../../src/processes/provisioning/sweep-orders";
import { aCompany } from "../support/provisioning/companies";
import { KillSwitch } from "../support/provisioning/kill-switch";
import { aPlan } from "../support/provisioning/orders";
import { paidOrder, progressOf, runToTheEnd } from "../support/provisioning/run";
import { type Process, ProvisioningWorld } from "../support/provisioning/world";

const mails: { template: string; key: string; data: Record<string, unknown> }[] = [];
let world: ProvisioningWorld;
let settlementFails = 0;

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));
jest.mock("../../src/processes/notify", () => ({
  notify: async (_container: unknown, mail: (typeof mails)[number]) => void mails.push(mail),
}));
// What Medusa's own order says is shown on a whole Medusa (tests/http/shop/provisioning.ts).
jest.mock("../../src/processes/provisioning/order/close-medusa-order", () => ({ closeMedusaOrder: async () => true }));
jest.mock("../../src/processes/billing/bill-order", () => ({
  billOrder: async (container: { resolve(key: string): SubscriptionModuleService }, input: { orderId: string }) => {
    if (settlementFails > 0) {
      settlementFails -= 1;
      throw new Error("The card processor gave no usable answer.");
    }
    const live = await container.resolve(SUBSCRIPTION_MODULE).listForBilling({ orderId: input.orderId });
    world.settled.push({ orderId: input.orderId, live: live.length });
    return live.length > 0 ? { outcome: "invoiced", invoiceId: `inv_${input.orderId}` } : { outcome: "nothing_live" };
  },
}));

beforeAll(async () => {
  world = await ProvisioningWorld.start();
  world.plans = [aPlan(), aPlan({ planId: "plan_basic", vendorProductId: "CFQ7TTC0LH18", vendorSkuId: "0001" })];
});

beforeEach(async () => {
  await world.clear();
  mails.length = 0;
});

afterAll(() => world.stop());

const checkouts = () => world.vendor.requests("POST", /\/checkout$/);
const tasksOf = (process: Process, orderId: string) =>
  process.container.resolve(PROVISIONING_MODULE).listOrderTasks(orderId);
const enqueue = (process: Process, orderId: string) =>
  enqueueOrder(process.container, { orderId, now: world.clock.now() });
const statesOf = async (process: Process, orderId: string) =>
  (await tasksOf(process, orderId)).map((task) => task.state);

describe("a vendor that accepts and does not answer", () => {
  test.each(["timeout_after_effect", "drop_after_effect", "error_after_effect"] as const)(
    "%s of the checkout never orders twice, and repeats it with the same request id",
    async (kind) => {
      const process = world.process();
      const orderId = await paidOrder(world, "silent");
      world.vendor.addFault({ kind, method: "POST", path: "/checkout$", times: 3 });
      await enqueue(process, orderId);
      await runToTheEnd(world, process);
      expect(world.vendorOrders()).toBe(1);
      expect(checkouts()).toHaveLength(4);
      expect(new Set(checkouts().map((call) => call.requestId)).size).toBe(1);
      expect((await progressOf(process, orderId)).subscriptionIds).toHaveLength(2);
    },
  );

  test("a checkout that the vendor calls already submitted is looked up, not repeated with a new cart", async () => {
    world.vendor.configure({ repeatCheckout: "refuse_800065" });
    const process = world.process();
    const orderId = await paidOrder(world, "submitted");
    // The replay by request id would hide it: the dead process's successor meets the bare cart.
    const doomed = world.process(new KillSwitch());
    await enqueue(doomed, orderId);
    world.vendor.addFault({ kind: "error_after_effect", method: "POST", path: "/checkout$", times: 2 });
    await runDueTasks(doomed.container, world.clock.now());
    const provisioning = process.container.resolve(PROVISIONING_MODULE);
    const notes = await CartNotes.open(orderNotes(provisioning, { orderId, vendor: "partner-center" }));
    await notes.noteCheckoutAnswered();
    await runToTheEnd(world, process);
    expect(world.vendorOrders()).toBe(1);
    expect(world.vendor.requests("POST", /\/carts$/)).toHaveLength(1);
    expect((await progressOf(process, orderId)).subscriptionIds).toHaveLength(2);
  });

  test("a lost tenant creation leads to the same tenant and keeps its first sign-in", async () => {
    const process = world.process();
    const orderId = await paidOrder(world, "tenantlost");
    world.vendor.addFault({ kind: "drop_after_effect", method: "POST", path: "/customers$", times: 3 });
    await enqueue(process, orderId);
    await runToTheEnd(world, process);
    const tenants = Object.values(world.vendor.state().customers).filter((one) => one.domain.startsWith("comptenant"));
    expect(tenants).toHaveLength(1);
    const sealed = world.companies.sealed.get("comp_tenantlost") ?? "";
    const signIn = openFirstSignIn(sealed, Buffer.alloc(32, 7).toString("base64"));
    expect(signIn.userName).toBe("admin@comptenantlost.onmicrosoft.com");
    expect(JSON.stringify(await tasksOf(process, orderId))).not.toContain(signIn.password);
  });

  test("throttling is waited out as long as the vendor asks", async () => {
    const process = world.process();
    const orderId = await paidOrder(world, "throttled");
    world.vendor.addFault({ kind: "throttle", method: "POST", path: "/checkout$", retryAfterSeconds: 57 });
    await enqueue(process, orderId);
    await runDueTasks(process.container, world.clock.now());
    const [, , place] = await tasksOf(process, orderId);
    expect(place).toMatchObject({ state: "waiting", failures: 1 });
    expect(place?.nextAt.getTime()).toBe(world.clock.now().getTime() + 57_000);
    await runToTheEnd(world, process);
    expect(world.vendorOrders()).toBe(1);
  });
});

describe("the order's event", () => {
  test("lost: the sweep finds the order", async () => {
    const process = world.process();
    const orderId = await paidOrder(world, "lost");
    expect(await sweepOrders(process.container, world.clock.now())).toBe(1);
    expect(await sweepOrders(process.container, world.clock.now())).toBe(0);
    await runToTheEnd(world, process);
    expect((await progressOf(process, orderId)).settlement).toBe("invoiced");
  });

  test("twice at the same moment, with two workers: one order", async () => {
    const [first, second] = [world.process(), world.process()];
    const orderId = await paidOrder(world, "twice");
    await Promise.all([enqueue(first, orderId), enqueue(second, orderId), enqueue(first, orderId)]);
    expect(await tasksOf(first, orderId)).toHaveLength(5);
    await Promise.all([
      runDueTasks(first.container, world.clock.now()),
      runDueTasks(second.container, world.clock.now()),
    ]);
    await runToTheEnd(world, first);
    expect(world.vendorOrders()).toBe(1);
    expect(checkouts()).toHaveLength(1);
    expect(world.settled).toEqual([{ orderId, live: 2 }]);
  });

  test("for a payment that is not authorised: nothing is ordered", async () => {
    const process = world.process();
    const orderId = await paidOrder(world, "unpaid", "awaiting");
    expect(await enqueue(process, orderId)).toEqual({ outcome: "not_paid" });
    expect(await sweepOrders(process.container, world.clock.now())).toBe(0);
    expect(await tasksOf(process, orderId)).toEqual([]);
  });
});

describe("refusals", () => {
  test("of the whole order: nothing is live, the money is released, the customer is told why", async () => {
    const process = world.process();
    const orderId = await paidOrder(world, "refused");
    world.vendor.addFault({ kind: "refuse_checkout", code: "800069" });
    await enqueue(process, orderId);
    await runToTheEnd(world, process);
    expect(await statesOf(process, orderId)).toEqual(["done", "done", "refused", "skipped", "done"]);
    expect(world.settled).toEqual([{ orderId, live: 0 }]);
    const progress = await progressOf(process, orderId);
    expect(progress.refusal).toEqual({
      reason: "Microsoft did not approve an order for your organisation.",
      whole: true,
      canceled: false,
      by: "vendor",
    });
    expect(mails.map((mail) => mail.template)).toEqual(["order_refused"]);
    expect(mails[0]?.data).toMatchObject({ moneyReleased: "220.00 USD", reason: progress.refusal?.reason });
  });

  test("of one line: the other goes live, and the refused one is named", async () => {
    const process = world.process();
    const orderId = await paidOrder(world, "partly");
    world.vendor.addFault({ kind: "line_error", code: "10015", line: 0 });
    await enqueue(process, orderId);
    await runToTheEnd(world, process);
    const subscriptions = await process.container.resolve(SUBSCRIPTION_MODULE).listForBilling({ orderId });
    expect(subscriptions.map((one) => one.orderLineId)).toEqual(["line_partly_2"]);
    const progress = await progressOf(process, orderId);
    expect(progress.refusal).toEqual({
      reason: "The number of licences is outside what Microsoft allows.",
      whole: false,
      canceled: false,
      by: "vendor",
    });
    expect(mails.map((mail) => mail.template)).toEqual(["licences_live", "order_refused"]);
  });

  test("of an order whose plan was taken off sale while it was paid: the vendor is not even asked", async () => {
    const process = world.process();
    const orderId = await paidOrder(world, "offsale");
    const { plans } = world;
    world.plans = [aPlan()];
    await enqueue(process, orderId);
    world.plans = plans;
    await runToTheEnd(world, process);
    expect(await statesOf(process, orderId)).toEqual(["refused", "skipped", "skipped", "skipped", "done"]);
    expect(mails.map((mail) => [mail.template, mail.data.moneyReleased])).toEqual([["order_refused", "220.00 USD"]]);
    expect(world.vendor.requests()).toEqual([]);
  });

  test("a settlement that fails is tried again and ends the order once", async () => {
    const process = world.process();
    const orderId = await paidOrder(world, "settle");
    await enqueue(process, orderId);
    settlementFails = 2;
    await runToTheEnd(world, process);
    expect(world.settled).toEqual([{ orderId, live: 2 }]);
    expect((await tasksOf(process, orderId))[4]).toMatchObject({ state: "done", attempts: 3 });
  });

  test("a domain that someone else has taken in the meantime", async () => {
    world.companies.add(
      aCompany("comp_taken", {
        tenant: {
          kind: "new",
          domain: "existingcompany.onmicrosoft.com",
          state: "chosen",
          vendorTenantId: null,
          relationshipUrl: null,
        },
      }),
    );
    const process = world.process();
    const orderId = await paidOrder(world, "taken");
    await enqueue(process, orderId);
    await runToTheEnd(world, process);
    expect(await statesOf(process, orderId)).toEqual(["refused", "skipped", "skipped", "skipped", "done"]);
    expect(world.vendor.requests("POST", /\/customers$/)).toHaveLength(0);
  });
});

describe("things that change while an order waits", () => {
  const carts = () => world.vendor.requests("POST", /\/carts$/);

  /** The process dies when the cart is recorded and not yet checked out. */
  async function dieWithCart(orderId: string): Promise<void> {
    // The first save begins the notes, the second one holds the cart.
    const doomed = world.process(new KillSwitch({ method: "saveNotes", call: 2 }));
    await enqueue(doomed, orderId);
    await expect(runDueTasks(doomed.container, world.clock.now())).rejects.toThrow("killed");
    await world.expireLeases();
  }

  test("a stale availability is resolved again, in a new cart", async () => {
    world.vendor.configure({ availabilityLifetimeDays: 0.01 });
    const orderId = await paidOrder(world, "stale");
    await dieWithCart(orderId);
    world.clock.advanceBy(30 * 60_000);
    const process = world.process();
    await runToTheEnd(world, process);
    expect(carts()).toHaveLength(2);
    expect(world.vendorOrders()).toBe(1);
    expect((await progressOf(process, orderId)).subscriptionIds).toHaveLength(2);
  });

  test("an expired cart that was never checked out is made again", async () => {
    const orderId = await paidOrder(world, "expired");
    await dieWithCart(orderId);
    world.clock.advanceBy(8 * 24 * 3_600_000);
    const process = world.process();
    await runToTheEnd(world, process);
    expect(carts()).toHaveLength(2);
    expect(world.vendorOrders()).toBe(1);
  });

  test("an expired cart that may have been checked out waits for a person", async () => {
    const process = world.process();
    const orderId = await paidOrder(world, "vanished");
    await enqueue(process, orderId);
    world.vendor.addFault({ kind: "drop_before_effect", method: "POST", path: "/checkout$", times: 2 });
    await runDueTasks(process.container, world.clock.now());
    world.clock.advanceBy(8 * 24 * 3_600_000);
    await runToTheEnd(world, process);
    const place = (await tasksOf(process, orderId))[2];
    expect(place).toMatchObject({ state: "needs_attention" });
    expect(place?.lastError).toContain("cart_vanished");
    expect(carts()).toHaveLength(1);
    expect(world.vendorOrders()).toBe(0);
  });

  test("a tenant that has not accepted the relationship is waited for", async () => {
    world.companies.add(
      aCompany("comp_pending", {
        tenant: {
          kind: "existing",
          domain: "unlinkedcompany.onmicrosoft.com",
          state: "pending_relationship",
          vendorTenantId: null,
          relationshipUrl: "https://admin.microsoft.com/",
        },
      }),
    );
    const process = world.process();
    const orderId = await paidOrder(world, "pending");
    await enqueue(process, orderId);
    await runDueTasks(process.container, world.clock.now());
    expect(await statesOf(process, orderId)).toEqual(["waiting", "ready", "ready", "ready", "ready"]);
    world.vendor.acceptRelationship("unlinkedcompany.onmicrosoft.com");
    await runToTheEnd(world, process);
    expect(world.vendorOrders()).toBe(1);
  });

  test("a user's sign-in without a second factor lets a new company's order wait, which goes on by itself once it is mended", async () => {
    const process = world.process();
    const orderId = await paidOrder(world, "revoked");
    await enqueue(process, orderId);
    world.vendor.configure({ mfaCompliant: false });
    for (let turn = 0; turn < 40; turn += 1) {
      await runDueTasks(process.container, world.clock.now());
      world.clock.advanceBy(15 * 60_000);
    }
    const waiting = (await tasksOf(process, orderId)).find((task) => task.state === "waiting");
    expect(waiting?.lastError).toContain("900421");
    world.vendor.configure({ mfaCompliant: true });
    await runToTheEnd(world, process);
    expect(world.vendorOrders()).toBe(1);
  });
});

describe("answers that are none of Partner Center's", () => {
  const firewall = { kind: "foreign_answer", status: 403 } as const;

  async function place(name: string) {
    const process = world.process();
    const orderId = await paidOrder(world, name);
    await enqueue(process, orderId);
    return { process, orderId };
  }

  test.each([
    ["HTML 403 before the effect", { ...firewall }],
    ["HTML 403 after the effect", { ...firewall, effect: "after" }],
    ["HTML 200 after the effect", { ...firewall, status: 200, effect: "after" }],
    ["JSON that breaks off", { kind: "cut_answer" }],
    ["an empty 201", { ...firewall, status: 201, effect: "after", body: "" }],
    ["JSON of something else", { ...firewall, status: 201, contentType: "application/json", body: '{"ok":true}' }],
    ["400 in JSON without a code", { ...firewall, status: 400, contentType: "application/json", body: "{}" }],
  ] as const)("%s at the checkout: the same request again, and one order", async (name, fault) => {
    world.vendor.addFault({ ...fault, method: "POST", path: "/checkout$", times: 5 });
    const { process, orderId } = await place(name.replaceAll(/\W/g, ""));
    await runToTheEnd(world, process);
    expect(checkouts()).toHaveLength(6);
    expect(new Set(checkouts().map((call) => call.requestId)).size).toBe(1);
    expect(world.vendorOrders()).toBe(1);
    expect((await progressOf(process, orderId)).subscriptionIds).toHaveLength(2);
    expect(mails.map((mail) => mail.template)).toEqual(["licences_live"]);
  });

  test("a firewall before the creation of the tenant refuses nobody", async () => {
    world.vendor.addFault({ ...firewall, method: "POST", path: "/customers$", times: 30 });
    const { process, orderId } = await place("walled");
    for (let turn = 0; turn < 12; turn += 1) {
      await runDueTasks(process.container, world.clock.now());
      world.clock.advanceBy(15 * 60_000);
    }
    expect((await statesOf(process, orderId))[0]).toBe("waiting");
    expect(mails).toEqual([]);
    const creations = world.vendor.requests("POST", /\/customers$/);
    expect(new Set(creations.map((call) => call.requestId)).size).toBe(1);
    world.vendor.clearFaults();
    await runToTheEnd(world, process);
    expect(world.vendorOrders()).toBe(1);
  });

  test("an answer that stays unreadable asks a person within minutes, and refuses and releases nothing", async () => {
    world.vendor.addFault({ kind: "cut_answer", method: "POST", path: "/checkout$", times: 100 });
    const { process, orderId } = await place("unreadable");
    const before = world.clock.now().getTime();
    await runToTheEnd(world, process);
    expect(await statesOf(process, orderId)).toEqual(["done", "done", "needs_attention", "ready", "ready"]);
    expect(world.clock.now().getTime() - before).toBeLessThan(10 * 60_000);
    expect(world.settled).toEqual([]);
    world.vendor.clearFaults();
    const standing = (await tasksOf(process, orderId))[2];
    await process.container
      .resolve(PROVISIONING_MODULE)
      .retry(standing?.id ?? "", { actor: "user_1", now: world.clock.now() });
    await runToTheEnd(world, process);
    expect(world.vendorOrders()).toBe(1);
  });

  test.each([
    ["at the checkout", { kind: "refuse_checkout", code: "987654", as: "http" }],
    ["inside the answer of the checkout", { kind: "refuse_checkout", code: "800030" }],
    ["on a line of the cart", { kind: "line_error", code: "10099" }],
  ] as const)("a code that is not documented %s refuses nobody: a person is asked", async (name, fault) => {
    world.vendor.addFault({ ...fault, times: 100 });
    const { process, orderId } = await place(`code${name.replaceAll(/\W/g, "")}`);
    await runToTheEnd(world, process);
    expect((await statesOf(process, orderId))[2]).toBe("needs_attention");
    expect(mails).toEqual([]);
    expect(world.settled).toEqual([]);
  });
});
