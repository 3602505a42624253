import type { SubscriptionEvent } from "../subscription";
import { FAR } from "./testing/histories";
import { brief, cancelled, change, net, plan, started, terms } from "./testing/sample";

describe("cancellation", () => {
  it("credits the days that are not served, rounded down per seat", () => {
    const { lines, nextChargeOn } = plan([started, cancelled("2026-03-19")], "2026-04-15");
    expect(brief(lines)).toEqual([
      ["cycle", "2026-03-15", "2026-04-15", 10, 22_000],
      ["cancellation", "2026-03-19", "2026-04-15", -10, -19_160],
    ]);
    expect(lines[1]?.formula).toBe("-10 seats x 22.00 USD x 27/31 days");
    expect(nextChargeOn).toBeNull();
  });

  it("includes seats added the same day", () => {
    const events = [started, change(2, "2026-03-19", 15), cancelled("2026-03-19")];
    expect(net(plan(events, "2026-03-19").lines)).toBe(22_000 - 19_160);
  });

  it("before anything was billed on the first day charges nothing", () => {
    expect(plan([started, cancelled("2026-03-15")], "2026-12-31")).toEqual({ lines: [], nextChargeOn: null });
  });

  it("on the first day gives everything back, added seats too", () => {
    const before = plan([started, change(2, "2026-03-15", 12)], "2026-03-15").lines;
    const { lines } = plan([started, change(2, "2026-03-15", 12), cancelled("2026-03-15")], "2026-03-15", before);
    expect(brief(lines)).toEqual([
      ["cancellation", "2026-03-15", "2026-04-15", -10, -22_000],
      ["cancellation", "2026-03-15", "2026-04-15", -2, -4400],
    ]);
    expect(lines[0]).toMatchObject({
      key: "sub1:cycle:2026-03-15:2026-04-15:start#1",
      formula: "reversal of 10 seats x 22.00 USD, 15 Mar 2026 to 14 Apr 2026",
      sourceEventId: "cancel",
    });
  });

  it("on a boundary that was billed before it was known gives that period back", () => {
    const billed = plan([started], "2026-04-15").lines;
    const { lines } = plan([started, cancelled("2026-04-15")], "2026-04-15", billed);
    expect(brief(lines)).toEqual([["cancellation", "2026-04-15", "2026-05-15", -10, -22_000]]);
  });

  it("in the future waits for its day, also where a period was billed ahead", () => {
    const events = [started, cancelled("2026-05-15")];
    const billed = plan([started], "2026-05-15").lines;
    expect(plan(events, "2026-05-14", billed)).toEqual({ lines: [], nextChargeOn: "2026-05-15" });
    expect(brief(plan(events, "2026-05-15", billed).lines)).toEqual([
      ["cancellation", "2026-05-15", "2026-06-15", -10, -22_000],
    ]);
    expect(plan([started, cancelled("2026-05-01")], "2026-04-20")).toMatchObject({ nextChargeOn: "2026-05-01" });
  });
});

describe("renewal", () => {
  const renewed: SubscriptionEvent = {
    type: "renewed",
    id: "renew",
    sequence: 9,
    on: "2027-03-15",
    quantity: 12,
    terms: { ...terms, unitTermPrice: 27_720, priceVersion: "2027-03" },
    termEndsOn: "2028-03-15",
  };

  it("starts a term with its own price and seats; the old price holds to the last day", () => {
    const lines = plan([started, renewed], "2027-03-15").lines.slice(-2);
    expect(lines.map((line) => [line.period.start, line.quantity, line.unitPrice.amount])).toEqual([
      ["2027-02-15", 10, 2200],
      ["2027-03-15", 12, 2310],
    ]);
  });

  it("of monthly terms makes each term its own anchor", () => {
    const monthly = { ...terms, term: "P1M" as const, unitTermPrice: 2640 };
    const events: SubscriptionEvent[] = [
      { ...started, on: "2026-01-31", terms: monthly, termEndsOn: "2026-02-28" },
      { ...renewed, id: "r1", sequence: 2, on: "2026-02-28", terms: monthly, termEndsOn: "2026-03-28" },
      { ...renewed, id: "r2", sequence: 3, on: "2026-03-28", terms: monthly, termEndsOn: "2026-04-28" },
    ];
    expect(brief(plan(events, "2026-04-28").lines)).toEqual([
      ["cycle", "2026-01-31", "2026-02-28", 10, 26_400],
      ["cycle", "2026-02-28", "2026-03-28", 12, 31_680],
      ["cycle", "2026-03-28", "2026-04-28", 12, 31_680],
    ]);
  });

  it("before the end credits the rest of the old term and charges the new one", () => {
    const early = { ...renewed, on: "2026-04-01", termEndsOn: "2027-04-01" };
    expect(brief(plan([started, early], "2026-04-01").lines)).toEqual([
      ["cycle", "2026-03-15", "2026-04-15", 10, 22_000],
      ["cancellation", "2026-04-01", "2026-04-15", -10, -9930],
      ["cycle", "2026-04-01", "2026-05-01", 12, 27_720],
    ]);
  });
});

describe("an extended service term", () => {
  const monthly = { ...terms, term: "P1M" as const, unitTermPrice: 2719, priceVersion: "extension of 2026-03" };
  const extended = (sequence: number, on: string, termEndsOn: string, quantity = 10): SubscriptionEvent => ({
    type: "extended",
    id: `extend${sequence}`,
    sequence,
    on,
    quantity,
    terms: monthly,
    termEndsOn,
  });
  const events = [started, extended(2, "2027-03-15", "2027-04-15"), extended(3, "2027-04-15", "2027-05-15", 8)];

  it("is charged by the month at its own price, from the day the term ended", () => {
    const { lines, nextChargeOn } = plan(events, "2027-04-15");
    expect(brief(lines).slice(-3)).toEqual([
      ["cycle", "2027-02-15", "2027-03-15", 10, 22_000],
      ["cycle", "2027-03-15", "2027-04-15", 10, 27_190],
      ["cycle", "2027-04-15", "2027-05-15", 8, 21_752],
    ]);
    expect(lines.at(-1)?.key).toBe("sub1:cycle:2027-04-15:2027-05-15:extend3");
    expect(nextChargeOn).toBeNull();
  });

  it("can be cancelled on any day, for the days that are left", () => {
    const { lines } = plan([...events, cancelled("2027-04-25")], FAR);
    expect(brief(lines).slice(-2)).toEqual([
      ["cycle", "2027-04-15", "2027-05-15", 8, 21_752],
      ["cancellation", "2027-04-25", "2027-05-15", -8, -14_496],
    ]);
  });

  it("is replaced by a renewal in its middle, and followed by one at its end", () => {
    const renewed = (on: string): SubscriptionEvent => ({
      ...started,
      type: "renewed",
      id: "renew",
      sequence: 9,
      on,
      termEndsOn: "2028-05-01",
    });
    expect(brief(plan([...events, renewed("2027-05-01")], "2027-05-01").lines).slice(-3)).toEqual([
      ["cycle", "2027-04-15", "2027-05-15", 8, 21_752],
      ["cancellation", "2027-05-01", "2027-05-15", -8, -10_144],
      ["cycle", "2027-05-01", "2027-06-01", 10, 22_000],
    ]);
    expect(brief(plan([...events, renewed("2027-05-15")], "2027-05-15").lines).slice(-2)).toEqual([
      ["cycle", "2027-04-15", "2027-05-15", 8, 21_752],
      ["cycle", "2027-05-15", "2027-06-15", 10, 22_000],
    ]);
  });
});
