import { endOf, endOfException, FAILURE_CAP, SHORT_PATIENCE_CAP, type Work } from "./work-end";

const now = new Date("2026-03-15T10:00:00.000Z");
const task = (change: Partial<Work> = {}): Work => ({
  kind: "place_order",
  attempts: 1,
  failures: 0,
  lastError: null,
  startedAt: now,
  setUpFault: null,
  setUpSince: null,
  absentSince: null,
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

test("an answer of no known kind is tried a few times with the same request id, then a person is asked", () => {
  const odd = { kind: "unknown", detail: "HTML", patience: "short" } as const;
  expect(endOf(odd, task({ failures: 3 }), now, 0)).toMatchObject({ kind: "waiting", keepRequestId: true });
  expect(endOf(odd, task({ failures: SHORT_PATIENCE_CAP - 1 }), now, 0)).toMatchObject({
    kind: "needs_attention",
    keepRequestId: true,
  });
});

test("a set-up out of order is no failure of the task, however long it lasts", () => {
  const setUp = { kind: "set_up", code: "900421", detail: "no MFA", sent: false } as const;
  const end = endOf(setUp, task({ attempts: 400, failures: 29 }), now, 0);
  expect(end).toMatchObject({ kind: "waiting", failed: false, error: "900421: no MFA", keepRequestId: false });
  expect(waitMs(end)).toBe(60_000);
});

test("what a fault of the set-up caused is no failure either, whatever became of it on its way up", () => {
  const fault = "stripe write payment_intents";
  const last = task({ attempts: 400, failures: FAILURE_CAP - 1 });
  const waits = { kind: "waiting", failed: false, setUpFault: fault };
  const unread = { kind: "retry_later", code: "payment_unread", detail: "no" } as const;
  const met = { fault, absent: null };
  expect(endOf(unread, last, now, 0, met)).toMatchObject({ ...waits, keepRequestId: false });
  expect(endOf(unknown, last, now, 0, met)).toMatchObject({ ...waits, keepRequestId: true });
  expect(endOfException(new Error("Payment failed"), last, now, 0, met)).toMatchObject(waits);
  expect(waitMs(endOfException(new Error("Payment failed"), last, now, 0.99, met))).toBeLessThanOrEqual(70_000);
  expect(endOf({ kind: "done", value: 1 }, last, now, 0, met).kind).toBe("done");
});

describe("a system that does not answer at all", () => {
  const met = { fault: null, absent: "partner_center" } as const;
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const HOUR_MS = 3_600_000;
  const tired = { attempts: 400, failures: FAILURE_CAP - 1 };
  const away = { kind: "waiting", failed: false, absent: "partner_center" };
  const busy = { kind: "retry_later", code: "http_503", detail: "down" } as const;

  test.each([
    ["silence", unknown, true],
    ["a 5xx", busy, false],
    ["a cancellation that nobody has heard of", { kind: "pending", detail: "is being cancelled" } as const, true],
  ])("uses up no try that ends in a person: %s", (_what, outcome, keepRequestId) => {
    const weeks = task({
      ...tired,
      kind: "await_vendor",
      startedAt: ago(500 * HOUR_MS),
      absentSince: ago(400 * HOUR_MS),
    });
    expect(endOf(outcome, weeks, now, 0, met)).toMatchObject({ ...away, keepRequestId });
    expect(endOfException(new Error("silence"), weeks, now, 0, met)).toMatchObject({ ...away, keepRequestId: true });
  });

  test("is asked again in two seconds, then after as long as it has been away, at most a quarter of an hour", () => {
    const waits = [null, now, ago(2_000), ago(60_000), ago(400 * HOUR_MS)].map((absentSince) =>
      waitMs(endOf(unknown, task({ absentSince }), now, 0, met)),
    );
    expect(waits).toEqual([2_000, 2_000, 2_000, 60_000, 900_000]);
    expect(waitMs(endOf({ ...busy, afterMs: 57_000 }, task({ absentSince: ago(HOUR_MS) }), now, 0, met))).toBe(57_000);
  });

  test("changes nothing of an answer that it gave", () => {
    expect(endOf({ kind: "done", value: 1 }, task(), now, 0, met).kind).toBe("done");
    expect(endOf({ kind: "needs_attention", code: "x", detail: "y" }, task(), now, 0, met).kind).toBe(
      "needs_attention",
    );
    expect(endOf(unknown, task(tired), now, 0).kind).toBe("needs_attention");
  });

  test("has not worked on an order meanwhile: the two days are counted without it", () => {
    const pending = { kind: "pending", detail: "working" } as const;
    const since = { kind: "await_vendor", startedAt: ago(72 * HOUR_MS) } as const;
    expect(endOf(pending, task({ ...since, absentSince: ago(71 * HOUR_MS) }), now, 0).kind).toBe("waiting");
    expect(endOf(pending, task({ ...since, setUpSince: ago(71 * HOUR_MS) }), now, 0).kind).toBe("waiting");
    expect(endOf(pending, task({ ...since, absentSince: ago(HOUR_MS) }), now, 0).kind).toBe("needs_attention");
  });
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
  expect(end).toEqual({
    kind: "refused",
    result: { code: "800069", reason: "Not approved.", detail: "risk", by: "vendor" },
    error: "800069: risk",
  });
});

test("a code that the vendor's words carry is not put before them once more", () => {
  const detail = "Partner Center answered 403 (code 900421) to reading an order: no MFA";
  const end = endOf({ kind: "needs_attention", code: "900421", detail }, task(), now, 0);
  expect(end).toMatchObject({ error: detail });
});

test("a refusal says whose doing it is: the vendor's, unless nobody refused it", () => {
  const no = { kind: "refused", code: "800060", reason: "No.", detail: "no" } as const;
  expect(endOf(no, task(), now, 0)).toMatchObject({ result: { code: "800060", by: "vendor" } });
  expect(endOf({ ...no, by: "nobody" }, task(), now, 0)).toMatchObject({ result: { by: "nobody" } });
});
