import { InputError } from "../../../errors/input-error";
import type { ChangeWanted, Subscription } from "../../../modules/subscription";
import { checkChange } from "./change-rules";

const NOW = new Date("2026-03-15T10:00:00.000Z");
const ON = "2026-03-15";

const subscription = {
  vendorProductId: "CFQ7TTC0LCHC",
  title: "Microsoft 365 Business Premium",
  skuTitle: "Microsoft 365 Business Premium",
  status: "active",
  quantity: 10,
  termEndsOn: "2027-03-10",
  returnWindows: [],
} as unknown as Subscription;

const HOUR = 3_600_000;

function problemWith(quantity: number, part: Partial<Subscription> = {}, on = ON, now = NOW): string | null {
  return problemOf({ kind: "seats", quantity }, part, on, now);
}

function problemOf(wanted: ChangeWanted, part: Partial<Subscription> = {}, on = ON, now = NOW): string | null {
  try {
    checkChange({ ...subscription, ...part }, wanted, { now, on });
    return null;
  } catch (error) {
    if (error instanceof InputError && error.problems.length === 1) {
      return `${error.problems[0]?.field} ${error.problems[0]?.message}`;
    }
    throw error;
  }
}

describe("seats that can be asked for", () => {
  it.each([
    [11, null],
    [300, null],
    [301, "quantity must be at most 300: this plan is not sold with more seats"],
    [10, "quantity must differ from the 10 you have"],
    [9, "quantity must be at least 10: the other seats are committed until 9 Mar 2027"],
    [0, "quantity must be at least 1: this plan is not sold with fewer seats"],
  ])("%d of at most 300, with 10 now", (quantity, problem) => {
    expect(problemWith(quantity)).toBe(problem);
  });

  it("follows the plan's own minimum and the general maximum", () => {
    const enterprise = { vendorProductId: "CFQ7TTC0LF8S", skuTitle: "Enterprise (100 seat min)", quantity: 200 };
    expect(problemWith(10_000, enterprise)).toBeNull();
    expect(problemWith(10_001, enterprise)).toMatch(/at most 10000/);
    expect(problemWith(99, enterprise)).toMatch(/at least 100: this plan/);
    const returnWindows = [{ quantity: 100, until: new Date("2026-03-20T00:00:00.000Z") }];
    expect(problemWith(100, { ...enterprise, returnWindows })).toBeNull();
  });

  it("lets go only the seats whose return window is open for more than an hour, to the instant", () => {
    const windows = (until: Date) => ({
      returnWindows: [
        { quantity: 3, until },
        { quantity: 1, until: new Date("2026-03-20T00:00:00.000Z") },
      ],
    });
    const open = windows(new Date(NOW.getTime() + HOUR + 1));
    const shut = windows(new Date(NOW.getTime() + HOUR));
    expect([problemWith(6, open), problemWith(9, shut)]).toEqual([null, null]);
    expect(problemWith(5, open)).toMatch(/at least 6/);
    expect(problemWith(8, shut)).toMatch(/at least 9/);
  });

  it.each([
    ["cancelled", /^subscription was cancelled/],
    ["ended", /^subscription has ended/],
    ["suspended", /^subscription is suspended/],
  ] as const)("says why a %s subscription stays as it is", (status, words) => {
    expect(problemWith(12, { status })).toMatch(words);
  });

  it("waits for the renewal from the first day after the term", () => {
    expect(problemWith(12, {}, "2027-03-08")).toBeNull();
    expect(problemWith(12, {}, "2027-03-10")).toMatch(/^subscription waits for its renewal/);
  });

  it("is locked for the last day of the term", () => {
    expect(problemWith(12, {}, "2027-03-08", new Date("2027-03-08T23:59:59Z"))).toBeNull();
    expect(problemWith(12, {}, "2027-03-09", new Date("2027-03-09T00:00:00Z"))).toMatch(
      /^subscription is renewed within a day/,
    );
  });
});

describe("a cancellation that can be asked for", () => {
  const cancel = { kind: "cancel" } as const;
  const until = (ms: number) => ({ cancellationAllowedUntil: new Date(NOW.getTime() + ms) });

  it("is one whose window is open for more than an hour", () => {
    expect(problemOf(cancel, until(HOUR + 1))).toBeNull();
    expect(problemOf(cancel, until(HOUR))).toMatch(/^subscription can no longer be cancelled: .* until 9 Mar 2027/);
    expect(problemOf(cancel, { cancellationAllowedUntil: null })).toMatch(/^subscription can no longer be cancelled/);
  });
});

describe("a choice for the end of the term that can be made", () => {
  const record = { autoRenew: true, cancelAtEnd: false, extendAtEnd: false, nextQuantity: null, endWish: null };
  const choose = (outcome: "renew" | "stop" | "extend", quantity: number | null, part: Partial<Subscription> = {}) =>
    problemOf({ kind: "renewal", outcome, quantity }, { ...record, ...part });

  it("is another than what is planned", () => {
    expect(choose("renew", null)).toBe("outcome is what is planned already");
    expect([choose("stop", null), choose("extend", null), choose("renew", 8)]).toEqual([null, null, null]);
    const stopped = { autoRenew: false, cancelAtEnd: true, endWish: { outcome: "stop", quantity: null } } as const;
    expect(choose("stop", null, stopped)).toBe("outcome is what is planned already");
    expect(choose("stop", null, { ...stopped, cancelAtEnd: false })).toBeNull();
  });

  it("has seats within the plan's limits, and for a renewal only", () => {
    expect(choose("renew", 301)).toMatch(/^quantity must be at most 300/);
    expect(choose("stop", 5)).toBe("quantity can only be chosen for a renewal");
  });
});
