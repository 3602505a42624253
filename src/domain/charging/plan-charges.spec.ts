import type { CommercialTerms } from "../subscription";
import { chargingPolicy } from "./index";
import { brief, change, net, plan, started, terms } from "./testing/sample";

describe("the first charge", () => {
  it.each([
    ["the day before", "2026-03-14", 0, "2026-03-15"],
    ["the day itself", "2026-03-15", 1, "2026-04-15"],
    ["the day after", "2026-03-16", 1, "2026-04-15"],
    ["the day before the second", "2026-04-14", 1, "2026-04-15"],
    ["the day of the second", "2026-04-15", 2, "2026-05-15"],
  ])("on %s (%s) there are %i lines, the next is due on %s", (_, until, count, next) => {
    const { lines, nextChargeOn } = plan([started], until);
    expect(lines).toHaveLength(count);
    expect(nextChargeOn).toBe(next);
  });

  it("explains itself completely", () => {
    expect(plan([started], "2026-03-15").lines).toEqual([
      {
        key: "sub1:cycle:2026-03-15:2026-04-15:start",
        subscriptionId: "sub1",
        kind: "cycle",
        period: { start: "2026-03-15", end: "2026-04-15" },
        referencePeriod: { start: "2026-03-15", end: "2026-04-15" },
        quantity: 10,
        unitPrice: { amount: 2200, currency: "USD" },
        factor: { numerator: 31, denominator: 31 },
        amount: { amount: 22_000, currency: "USD" },
        formula: "10 seats x 22.00 USD, 15 Mar 2026 to 14 Apr 2026",
        policyVersion: "seat-down-1",
        sourceEventId: "start",
        termEventId: "start",
      },
    ]);
  });

  it("is nothing for a history without events", () => {
    expect(plan([], "2026-03-15")).toEqual({ lines: [], nextChargeOn: null });
  });
});

describe("a whole term", () => {
  it("bought on the 31st is charged on the last days of the months and once in each", () => {
    const events = [{ ...started, on: "2026-01-31", termEndsOn: "2027-01-31" }];
    const { lines, nextChargeOn } = plan(events, "2027-12-31");
    expect(lines.map((line) => line.period.start)).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2026-05-31",
      "2026-06-30",
      "2026-07-31",
      "2026-08-31",
      "2026-09-30",
      "2026-10-31",
      "2026-11-30",
      "2026-12-31",
    ]);
    expect(net(lines)).toBe(264_000);
    expect(nextChargeOn).toBeNull();
  });

  it("carries the remainder of the split on the last charge", () => {
    const { lines } = plan([{ ...started, quantity: 3, terms: { ...terms, unitTermPrice: 26_399 } }], "2027-03-14");
    expect(lines.map((line) => line.unitPrice.amount)).toEqual([...Array(11).fill(2199), 2210]);
    expect(net(lines)).toBe(3 * 26_399);
  });

  it.each<[CommercialTerms["billingPlan"], string[], number]>([
    ["annual", ["2024-02-29", "2025-02-28", "2026-02-28"], 79_200],
    ["triennial", ["2024-02-29"], 79_200],
  ])("of three years charged %s starts charges on %j", (billingPlan, starts, total) => {
    const threeYears = { ...terms, term: "P3Y" as const, billingPlan, unitTermPrice: total };
    const events = [{ ...started, on: "2024-02-29", quantity: 1, terms: threeYears, termEndsOn: "2027-02-28" }];
    const { lines } = plan(events, "2030-01-01");
    expect(lines.map((line) => line.period.start)).toEqual(starts);
    expect(lines.at(-1)?.period.end).toBe("2027-02-28");
    expect(net(lines)).toBe(total);
  });

  it("ends early by co-termination: the short last period is a part of its whole cycle", () => {
    const { lines } = plan([{ ...started, termEndsOn: "2026-04-30" }], "2027-01-01");
    expect(brief(lines)).toEqual([
      ["cycle", "2026-03-15", "2026-04-15", 10, 22_000],
      ["cycle", "2026-04-15", "2026-04-30", 10, 11_000],
    ]);
    expect(lines[1]?.referencePeriod).toEqual({ start: "2026-04-15", end: "2026-05-15" });
    expect(lines[1]?.formula).toBe("10 seats x 22.00 USD x 15/30 days");
  });

  it("ends a day late by the vendor's calendar: the long last period costs the same", () => {
    const { lines } = plan([{ ...started, termEndsOn: "2027-03-16" }], "2027-12-31");
    expect(lines.at(-1)?.period).toEqual({ start: "2027-02-15", end: "2027-03-16" });
    expect(lines.at(-1)?.amount.amount).toBe(22_000);
    expect(net(lines)).toBe(264_000);
  });
});

describe("seats", () => {
  it("added inside a period pay for the days that are left, rounded down per seat", () => {
    const { lines } = plan([started, change(2, "2026-04-01", 15)], "2026-04-15");
    expect(brief(lines)).toEqual([
      ["cycle", "2026-03-15", "2026-04-15", 10, 22_000],
      ["seat_change", "2026-04-01", "2026-04-15", 5, 4965],
      ["cycle", "2026-04-15", "2026-05-15", 15, 33_000],
    ]);
    expect(lines[1]).toMatchObject({
      key: "sub1:seat_change:2026-04-01:2026-04-15:change2",
      formula: "5 seats x 22.00 USD x 14/31 days",
      factor: { numerator: 14, denominator: 31 },
      sourceEventId: "change2",
    });
  });

  it.each([
    ["seat-down-1", 4965],
    ["seat-nearest-1", 4970],
    ["line-nearest-1", 4968],
  ])("under the policy %s cost %i", (version, amount) => {
    const { lines } = plan([started, change(2, "2026-04-01", 15)], "2026-04-01", [], chargingPolicy(version));
    expect(lines[1]).toMatchObject({ amount: { amount, currency: "USD" }, policyVersion: version });
  });

  it.each([
    ["the first day", "2026-03-15", 31, 11_000],
    ["the second day", "2026-03-16", 30, 10_645],
    ["the last day", "2026-04-14", 1, 350],
    ["the first day of the next period", "2026-04-15", 30, 11_000],
  ])("added on %s (%s) pay %i days", (_, on, days, amount) => {
    const { lines } = plan([started, change(2, on, 15)], on);
    const added = lines.filter((line) => line.kind === "seat_change");
    expect(added.map((line) => [line.quantity, line.factor.numerator, line.amount.amount])).toEqual([
      [5, days, amount],
    ]);
  });

  it("given back are credited at the price of their period, a single seat in the singular", () => {
    const { lines } = plan([started, change(2, "2026-03-18", 9)], "2026-03-18");
    expect(brief(lines)[1]).toEqual(["seat_change", "2026-03-18", "2026-04-15", -1, -1987]);
    expect(lines[1]?.formula).toBe("-1 seat x 22.00 USD x 28/31 days");
  });

  it("changed several times on one day give a line each", () => {
    const events = [started, change(2, "2026-04-01", 15), change(3, "2026-04-01", 12), change(4, "2026-04-01", 20)];
    expect(brief(plan(events, "2026-04-01").lines).slice(1)).toEqual([
      ["seat_change", "2026-04-01", "2026-04-15", 5, 4965],
      ["seat_change", "2026-04-01", "2026-04-15", -3, -2979],
      ["seat_change", "2026-04-01", "2026-04-15", 8, 7944],
    ]);
  });

  it("changed in the future are announced, not charged", () => {
    const { lines, nextChargeOn } = plan([started, change(2, "2026-04-01", 15)], "2026-03-31");
    expect(lines).toHaveLength(1);
    expect(nextChargeOn).toBe("2026-04-01");
  });

  it("of an annual plan are prorated over the year, not the month", () => {
    const annual = { ...started, terms: { ...terms, billingPlan: "annual" as const } };
    const { lines } = plan([annual, change(2, "2026-09-15", 11)], "2026-09-15");
    expect(lines[1]).toMatchObject({ formula: "1 seat x 264.00 USD x 181/365 days", amount: { amount: 13_091 } });
  });
});
