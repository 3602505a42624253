import type { LeasedTask } from "../../modules/provisioning";
import { endOf, endOfException, FAILURE_CAP } from "./task-end";

const now = new Date("2026-03-15T10:00:00.000Z");
const task = (change: Partial<LeasedTask> = {}): LeasedTask => ({
  id: "t",
  referenceId: "order_1",
  kind: "place_order",
  groupId: "order_1",
  position: 3,
  state: "leased",
  attempts: 1,
  failures: 0,
  nextAt: now,
  requestId: "r",
  lastError: null,
  payload: {},
  result: null,
  createdAt: now,
  startedAt: now,
  finishedAt: null,
  leaseToken: "l",
  ...change,
});

const waitMs = (end: ReturnType<typeof endOf>) =>
  end.kind === "waiting" ? end.nextAt.getTime() - now.getTime() : null;
const unknown = { kind: "unknown", detail: "no answer" } as const;

test("failures wait 2 s, 4 s, 8 s ... up to 15 minutes, with a quarter of jitter at most", () => {
  const waits = [0, 1, 2, 20].map((failures) => waitMs(endOf(unknown, task({ failures }), now, 0)));
  expect(waits).toEqual([2_000, 4_000, 8_000, 900_000]);
  expect(waitMs(endOf(unknown, task(), now, 0.999))).toBeGreaterThanOrEqual(1_500);
});

test("the vendor's own waiting time wins", () => {
  const throttled = { kind: "retry_later", code: "http_429", detail: "slow down", afterMs: 57_000 } as const;
  expect(waitMs(endOf(throttled, task({ failures: 9 }), now, 0.5))).toBe(57_000);
});

test("silence keeps the request id, an answer uses it up", () => {
  expect(endOf(unknown, task(), now, 0)).toMatchObject({ keepRequestId: true });
  expect(endOf({ kind: "retry_later", code: "x", detail: "" }, task(), now, 0)).toMatchObject({ keepRequestId: false });
  expect(endOfException(new Error("our bug"), task(), now, 0)).toMatchObject({ keepRequestId: true, failed: true });
});

test("after the cap a person is asked", () => {
  expect(endOf(unknown, task({ failures: FAILURE_CAP - 1 }), now, 0).kind).toBe("needs_attention");
});

test("polls come back after 1 s, 2 s, 4 s ... and are no failures; after two days a person is asked", () => {
  const pending = { kind: "pending", detail: "working" } as const;
  const waits = [1, 2, 3, 30].map((attempts) => endOf(pending, task({ kind: "await_vendor", attempts }), now, 0));
  expect(waits.map(waitMs)).toEqual([1_000, 2_000, 4_000, 300_000]);
  expect(waits[0]).toMatchObject({ failed: false, error: null });
  const startedAt = new Date(now.getTime() - 49 * 3_600_000);
  expect(endOf(pending, task({ kind: "await_vendor", startedAt }), now, 0).kind).toBe("needs_attention");
  expect(endOf(pending, task({ kind: "ensure_tenant", startedAt }), now, 0).kind).toBe("waiting");
});

test("a refusal keeps the customer's reason apart from the vendor's words", () => {
  const end = endOf({ kind: "refused", code: "800069", reason: "Not approved.", detail: "risk" }, task(), now, 0);
  expect(end).toEqual({ kind: "refused", result: { code: "800069", reason: "Not approved." }, error: "800069: risk" });
});

test("a code that the vendor's words carry is not put before them once more", () => {
  const detail = "Partner Center answered 403 (code 900421) to reading an order: no MFA";
  const end = endOf({ kind: "needs_attention", code: "900421", detail }, task(), now, 0);
  expect(end).toMatchObject({ error: detail });
});
