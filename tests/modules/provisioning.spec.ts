import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { type LeasedTask, ProvisioningModuleService, TASK_KINDS } from "../../src/modules/provisioning";
import { createProvisioningDatabase, type ProvisioningDatabase } from "../support/provisioning/database";

const now = new Date("2026-03-15T10:00:00.000Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

let database: ProvisioningDatabase;
let provisioning: ProvisioningModuleService;

beforeAll(async () => {
  database = await createProvisioningDatabase();
  provisioning = new ProvisioningModuleService({ [ContainerRegistrationKeys.PG_CONNECTION]: database.db });
});

beforeEach(() => database.clear());

afterAll(() => database.drop());

const enqueue = (orderId: string) =>
  provisioning.enqueue(
    TASK_KINDS.map((kind, index) => ({
      referenceId: orderId,
      kind,
      groupId: orderId,
      position: index + 1,
      payload: { orderId, displayId: orderId.replace("order_", "") },
    })),
    now,
  );

async function lease(at = now): Promise<LeasedTask> {
  const task = await provisioning.lease(at);
  if (!task) {
    throw new Error("No task could be leased.");
  }
  return task;
}

test("an order is enqueued once, however often", async () => {
  expect(await enqueue("order_1")).toBe(5);
  expect(await Promise.all([enqueue("order_1"), enqueue("order_1")])).toEqual([0, 0]);
});

test("tasks of an order run one after another, and only those", async () => {
  await enqueue("order_1");
  const seen: string[] = [];
  for (let count = 0; count < TASK_KINDS.length; count += 1) {
    const task = await lease();
    expect(await provisioning.lease(now)).toBeNull();
    seen.push(task.kind);
    await provisioning.end(task, { kind: "done", result: {} }, now);
  }
  expect(seen).toEqual(TASK_KINDS);
  expect(await provisioning.nextDueAt()).toBeNull();
});

test("ten workers share twenty orders without meeting", async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => enqueue(`order_${index}`)));
  const leased = await Promise.all(Array.from({ length: 20 }, () => provisioning.lease(now)));
  expect(new Set(leased.map((task) => task?.groupId)).size).toBe(20);
});

test("a refusal skips the rest, except for the settlement", async () => {
  await enqueue("order_1");
  await provisioning.end(await lease(), { kind: "done", result: {} }, now);
  await provisioning.end(await lease(), { kind: "refused", result: { code: "1", reason: "no" }, error: "no" }, now);
  const tasks = await provisioning.listOrderTasks("order_1");
  expect(tasks.map((task) => task.state)).toEqual(["done", "refused", "skipped", "skipped", "ready"]);
  expect((await lease()).kind).toBe("settle_order");
});

test("a task that waits holds its order back and names the next instant", async () => {
  await enqueue("order_1");
  const first = await lease();
  const end = { kind: "waiting", nextAt: later(30), failed: true, error: "busy", keepRequestId: true } as const;
  await provisioning.end(first, end, now);
  expect(await provisioning.lease(later(29))).toBeNull();
  expect(await provisioning.nextDueAt()).toEqual(later(30));
  const again = await lease(later(30));
  expect(again).toMatchObject({ id: first.id, attempts: 2, failures: 1, requestId: first.requestId });
  await provisioning.end(again, { ...end, nextAt: later(60), keepRequestId: false }, later(30));
  expect((await lease(later(60))).requestId).not.toBe(first.requestId);
});

test("a system that is away uses up no attempts, and its absence ends with its first answer", async () => {
  await enqueue("order_1");
  const away = {
    kind: "waiting",
    failed: false,
    error: "no answer",
    keepRequestId: true,
    absent: "partner_center",
  } as const;
  const began = await lease();
  await provisioning.end(began, { ...away, nextAt: later(0), error: null, absent: undefined }, now);
  for (const seconds of [10, 20, 86_500]) {
    await provisioning.end(await lease(later(seconds)), { ...away, nextAt: later(seconds) }, later(seconds));
  }
  expect(await provisioning.findTask(began.id)).toMatchObject({
    ...{ state: "waiting", attempts: 1, failures: 0, absent: "partner_center", absentSince: later(10), startedAt: now },
  });
  const longAway = async (at: number) =>
    (await provisioning.listTasks({ waitsSince: later(at), limit: 9, offset: 0 })).count;
  expect([await longAway(9), await longAway(10)]).toEqual([0, 1]);
  const fault = { ...away, absent: undefined, setUpFault: "partner_center", nextAt: later(86_600) };
  await provisioning.end(await lease(later(86_600)), fault, later(86_600));
  expect(await provisioning.findTask(began.id)).toMatchObject({ absent: null, setUpSince: later(10) });
  await provisioning.end(await lease(later(86_610)), { ...away, nextAt: later(86_610) }, later(86_610));
  expect(await provisioning.findTask(began.id)).toMatchObject({ setUpFault: null, absentSince: later(10) });

  const working = { kind: "waiting", failed: false, error: null, keepRequestId: true, nextAt: later(90_000) } as const;
  await provisioning.end(await lease(later(86_620)), working, later(86_620));
  // Ten seconds of its own; the day that the system was away does not count.
  expect(await provisioning.findTask(began.id)).toMatchObject({
    absent: null,
    absentSince: null,
    startedAt: later(86_610),
  });
});

test("a dead worker's lease is taken over, and the dead worker's result is thrown away", async () => {
  await enqueue("order_1");
  const dead = await lease();
  await database
    .db("csp_provisioning_task")
    .where({ id: dead.id })
    .update({ lease_until: new Date(0) });
  const successor = await lease();
  expect(successor).toMatchObject({ id: dead.id, failures: 1 });
  expect(await provisioning.end(dead, { kind: "done", result: { from: "dead" } }, now)).toBe(false);
  expect(await provisioning.end(successor, { kind: "done", result: { from: "successor" } }, now)).toBe(true);
  expect((await provisioning.findTask(dead.id))?.result).toEqual({ from: "successor" });
});

test("a standing task waits for a person; a running or final one cannot be retried", async () => {
  await enqueue("order_1");
  const task = await lease();
  expect(await provisioning.retry(task.id, { actor: "user_1", now })).toBeNull();
  await provisioning.end(task, { kind: "needs_attention", error: "look", keepRequestId: true }, now);
  expect(await provisioning.lease(later(1_000_000))).toBeNull();
  expect(await provisioning.retry(task.id, { actor: "user_1", now: later(5) })).toMatchObject({
    state: "ready",
    failures: 0,
  });
  const retried = await lease(later(5));
  await provisioning.end(retried, { kind: "done", result: {} }, now);
  expect(await provisioning.retry(task.id, { actor: "user_1", now })).toBeNull();
});

test("of two workers that read the same notes, one writes", async () => {
  const order = { orderId: "order_1", vendor: "partner-center", reference: null };
  expect(await provisioning.loadNotes("order_1")).toEqual({ notes: null, revision: 0 });
  const begun = await Promise.allSettled(
    ["a", "b"].map((by) => provisioning.saveNotes({ ...order, notes: { by }, revision: 0 })),
  );
  expect(begun.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  const first = await provisioning.loadNotes("order_1");
  expect(first.revision).toBe(1);
  expect(await provisioning.saveNotes({ ...order, notes: [1, "two", null], revision: 1 })).toBe(2);
  await expect(provisioning.saveNotes({ ...order, notes: {}, revision: 1 })).rejects.toThrow("another worker");
  expect(await provisioning.loadNotes("order_1")).toEqual({ notes: [1, "two", null], revision: 2 });
});

test("what is under way at the vendor belongs to one order, and so do the vendor's orders", async () => {
  const cart = { vendor: "partner-center", notes: {}, revision: 0, reference: "cart-1" };
  await provisioning.saveNotes({ ...cart, orderId: "order_1" });
  await expect(provisioning.saveNotes({ ...cart, orderId: "order_2" })).rejects.toThrow("csp_vendor_order_reference");
  await provisioning.storePlaced("order_1", ["v1", "v2"]);
  expect(await provisioning.knownVendorOrders("partner-center", ["v2", "v3"])).toEqual(new Set(["v1", "v2"]));
  expect(await provisioning.ordersOfVendorOrder("partner-center", "v2")).toEqual(["order_1"]);
});

test("the queue is listed by state and order, with the number of all", async () => {
  await enqueue("order_1");
  await enqueue("order_2");
  await provisioning.end(await lease(), { kind: "needs_attention", error: "look", keepRequestId: true }, now);
  expect((await provisioning.listTasks({ states: ["needs_attention"], limit: 10, offset: 0 })).count).toBe(1);
  const page = await provisioning.listTasks({ groupId: "order_2", limit: 2, offset: 2 });
  for (const order of ["order_2", "2", "#2"]) {
    const found = await provisioning.listTasks({ order, limit: 10, offset: 0 });
    expect([order, ...new Set(found.tasks.map(({ groupId }) => groupId))]).toEqual([order, "order_2"]);
  }
  expect(page).toMatchObject({ count: 5, tasks: [{ position: 3 }, { position: 4 }] });
});

describe("an order that is withdrawn", () => {
  const withdrawal = { result: { code: "order_canceled", reason: "Cancelled." }, error: "order_canceled" };
  const withdraw = (orderId: string, mayHaveOrdered = false) =>
    provisioning.withdraw(orderId, { ...withdrawal, mayHaveOrdered: () => mayHaveOrdered }, { actor: "user_1", now });
  const states = async (orderId: string) => (await provisioning.listOrderTasks(orderId)).map((task) => task.state);

  /** Ends steps well until the one of the vendor's order is next. */
  async function upToTheOrder(orderId: string): Promise<void> {
    await enqueue(orderId);
    for (const kind of ["ensure_tenant", "attest_agreement"]) {
      const task = await lease();
      expect(task.kind).toBe(kind);
      await provisioning.end(task, { kind: "done", result: {} }, now);
    }
  }

  test("is not ordered, and its settlement releases the money", async () => {
    await upToTheOrder("order_1");
    expect(await withdraw("order_1")).toBe("withdrawn");
    expect(await withdraw("order_1")).toBe("nothing_ordered");
    expect(await states("order_1")).toEqual(["done", "done", "refused", "skipped", "ready"]);
    expect((await lease()).kind).toBe("settle_order");
  });

  test("is not ordered by a step before it that is under way", async () => {
    await enqueue("order_1");
    const tenant = await lease();
    expect(await withdraw("order_1")).toBe("withdrawn");
    expect(await provisioning.end(tenant, { kind: "done", result: {} }, now)).toBe(true);
    expect(await states("order_1")).toEqual(["done", "skipped", "refused", "skipped", "ready"]);
  });

  test("stands while a worker orders, while nobody knows, and once it is ordered", async () => {
    await upToTheOrder("order_1");
    const order = await lease();
    expect(await withdraw("order_1")).toBe("under_way");
    await provisioning.end(
      order,
      { kind: "waiting", nextAt: later(5), failed: true, error: "x", keepRequestId: true },
      now,
    );
    expect(await withdraw("order_1", true)).toBe("perhaps_ordered");
    await provisioning.end(await lease(later(5)), { kind: "done", result: {} }, now);
    expect(await withdraw("order_1")).toBe("ordered");
    await provisioning.end(await lease(later(5)), { kind: "refused", result: {}, error: "no" }, now);
    expect(await withdraw("order_1")).toBe("nothing_ordered");
    expect(await withdraw("order_none")).toBe("not_enqueued");
  });

  test("never crosses with the worker that takes it", async () => {
    for (let round = 0; round < 20; round += 1) {
      const orderId = `order_${round}`;
      await upToTheOrder(orderId);
      const [outcome, task] = await Promise.all([withdraw(orderId), provisioning.lease(now, ["place_order"])]);
      expect([outcome, task === null]).toEqual(task === null ? ["withdrawn", true] : ["under_way", false]);
      await database.clear();
    }
  });

  test("stops a worker that has lost its lease at its next note", async () => {
    await upToTheOrder("order_1");
    const notes = { orderId: "order_1", vendor: "partner-center", reference: null };
    const revision = await provisioning.saveNotes({ ...notes, notes: { a: 1 }, revision: 0 });
    expect(await withdraw("order_1")).toBe("withdrawn");
    await expect(provisioning.saveNotes({ ...notes, notes: { a: 2 }, revision })).rejects.toThrow(/another worker/);
  });
});
