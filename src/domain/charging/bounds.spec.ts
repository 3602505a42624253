import fc from "fast-check";
import { addDays, type LocalDate } from "../calendar";
import type { SubscriptionEvent } from "../subscription";
import {
  type BilledLine,
  BOUNDS_POLICY,
  brokenBound,
  type ChargeLine,
  type ChargingPolicy,
  DEFAULT_CHARGING_POLICY,
  type PlannedLine,
  planCharges,
} from "./index";
import { anyPolicy, FAR, histories, runDays } from "./testing/histories";
import { cancelled, change, plan, started, terms } from "./testing/sample";

const ready = (line: ChargeLine): PlannedLine => ({ ...line, net: line.amount });
const check = (
  planned: readonly PlannedLine[],
  { events = [started], until = "2026-03-15", billed = [], closedBefore }: Partial<Facts> = {},
) => brokenBound({ subscriptionId: "sub1", events, until, billed, planned, closedBefore });
type Facts = {
  readonly events: readonly SubscriptionEvent[];
  readonly until: LocalDate;
  readonly billed: readonly BilledLine[];
  readonly closedBefore: LocalDate | undefined;
};
const money = (amount: number) => ({ amount, currency: "USD" });

/** Plans and checks on each of the days, with what is known on it; reads only open lines where it is told to. */
function problems(
  all: readonly SubscriptionEvent[],
  days: readonly LocalDate[],
  policy: ChargingPolicy,
  known: (day: LocalDate) => readonly SubscriptionEvent[] = () => all,
): string[] {
  const billed: ChargeLine[] = [];
  const found: string[] = [];
  for (const until of days) {
    const events = known(until);
    if (events.length > 0) {
      const { lines } = planCharges({ subscriptionId: "s", events, until, billed, policy });
      const broken = brokenBound({ subscriptionId: "s", events, until, billed, planned: lines.map(ready) });
      found.push(...(broken === null ? [] : [`${until}: ${broken}`]));
      billed.push(...lines);
    }
  }
  return found;
}

describe("what is planned", () => {
  const facts = fc.tuple(histories, anyPolicy, runDays);

  it("for any history is within the bounds, in one run after an outage or in many", () => {
    fc.assert(
      fc.property(facts, ([{ events, first }, policy, offsets]) => {
        const days = [...offsets.map((offset) => addDays(first, offset)), FAR].sort();
        expect(problems(events, days, policy)).toEqual([]);
        expect(problems(events, [FAR], policy)).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it("is so when events become known on their day, or late", () => {
    const late = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(facts, late, ([{ events, first }, policy, offsets], isLate) => {
        const days = [...offsets.map((offset) => addDays(first, offset)), ...events.map(({ on }) => on), FAR].sort();
        expect(problems(events, days, policy, (day) => events.filter(({ on }) => on <= day))).toEqual([]);
        const soon = (event: SubscriptionEvent, index: number) =>
          event.type !== "quantity_changed" || isLate[index] !== true;
        expect(problems(events, days, policy, (day) => (day < FAR ? events.filter(soon) : events))).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it("is so in whatever order the days are run, and when a run looks back behind what was billed ahead", () => {
    fc.assert(
      fc.property(facts, ([{ events, first }, policy, offsets]) => {
        const days = offsets.map((offset) => addDays(first, offset));
        expect(problems(events, days, policy)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("is so when only the open lines are read", () => {
    fc.assert(
      fc.property(histories, fc.nat({ max: 900 }), fc.nat({ max: 400 }), ({ events, first }, days, more) => {
        const before = addDays(first, days);
        const until = addDays(before, more);
        const base = { subscriptionId: "s", events, policy: DEFAULT_CHARGING_POLICY };
        const billed = planCharges({ ...base, until: before, billed: [] }).lines;
        const open = billed.filter(({ period }) => period.end > before);
        const { lines } = planCharges({ ...base, until, billed: open, closedBefore: before });
        const planned = lines.map(ready);
        expect(
          brokenBound({ subscriptionId: "s", events, until, billed: open, planned, closedBefore: before }),
        ).toBeNull();
      }),
      { numRuns: 100 },
    );
  });
});

describe("a mistake", () => {
  const first = plan([started], "2026-03-15").lines.map(ready);
  const [line] = first;
  if (line === undefined) {
    throw new Error("The first month must be charged.");
  }

  it("is told by the day and the figures, under a version", () => {
    expect(BOUNDS_POLICY).toBe("bounds-1");
    expect(check(first)).toBeNull();
    expect(check([...first, { ...line, key: "other" }])).toBe(
      "15 Mar 2026 would be billed for 20 seats, 10 are contracted",
    );
  });

  const more = plan([started, change(2, "2026-04-01", 15)], "2026-04-01", first).lines.map(ready);
  const added = { events: [started, change(2, "2026-04-01", 15)], until: "2026-04-01", billed: first };
  const less = plan([started, change(2, "2026-04-01", 8)], "2026-04-01", first).lines.map(ready);
  const returned = { events: [started, change(2, "2026-04-01", 8)], until: "2026-04-01", billed: first };
  const stopped = { events: [started, cancelled("2026-04-01")], until: "2026-04-01", billed: first };
  const stop = plan(stopped.events, stopped.until, first).lines.map(ready);
  const tampered = (lines: readonly PlannedLine[], change: (line: PlannedLine) => Partial<PlannedLine>) =>
    lines.map((one) => ({ ...one, ...change(one) }));
  const twice = (lines: readonly PlannedLine[]) => [...lines, ...tampered(lines, ({ key }) => ({ key: `${key}'` }))];
  const tenfold = (lines: readonly PlannedLine[]) =>
    tampered(lines, ({ quantity, amount }) => ({
      quantity: quantity * 10,
      amount: money(amount.amount * 10),
      net: money(amount.amount * 10),
    }));
  const price = (lines: readonly PlannedLine[], factor: number) =>
    tampered(lines, ({ amount }) => ({ amount: money(amount.amount * factor), net: money(amount.amount * factor) }));

  it.each<[string, readonly PlannedLine[], Partial<Facts>, string | null]>([
    ["added seats", more, added, null],
    ["added seats, twice", twice(more), added, "1 Apr 2026 would be billed for 20 seats, 15 are contracted"],
    ["added seats, ten times as many", tenfold(more), added, "60 seats, 15 are contracted"],
    ["added seats, at twice the price", price(more, 2), added, "the contract allows"],
    ["returned seats", less, returned, null],
    ["returned seats, twice", twice(less), returned, "left with 6 seats billed, 8 are contracted"],
    ["returned seats, at ten times the price", price(less, 20), returned, "more is given back than was charged"],
    ["a cancellation", stop, stopped, null],
    ["a cancellation, twice", twice(stop), stopped, "left with -10 seats billed, 0 are contracted"],
    ["the first month, ten times the seats", tenfold(first), {}, "100 seats, 10 are contracted"],
    ["the first month, at twice the price", price(first, 2), {}, "would come to 440.00 USD"],
    [
      "the first month again, under another key",
      tampered(first, () => ({ key: "other" })),
      { billed: first },
      "20 seats",
    ],
    [
      "a month that is closed",
      first,
      { until: "2026-05-15", closedBefore: "2026-04-15" },
      "would be billed again: all before 15 Apr 2026 is closed",
    ],
    ["seats of another subscription", tampered(first, () => ({ subscriptionId: "sub2" })), {}, "a line of sub2"],
    ["a discount that adds", tampered(first, () => ({ net: money(22_001) })), {}, "220.00 USD would become 220.01 USD"],
    ["a discount beyond the line", tampered(first, () => ({ net: money(-1) })), {}, "would become -0.01 USD"],
    ["a discount of all", tampered(first, () => ({ net: money(0) })), {}, null],
    ["a credit's discount turned round", tampered(less, () => ({ net: money(1) })), returned, "would become 0.01 USD"],
  ])("in the lines for %s", (_, planned, about, problem) => {
    const found = check(planned, about);
    if (problem === null) {
      expect(found).toBeNull();
    } else {
      expect(found).toContain(problem);
    }
  });

  it.each<[string, SubscriptionEvent["type"], Partial<typeof terms>]>([
    ["an annual charge", "started", { billingPlan: "annual", unitTermPrice: 26_400 }],
    ["a stub before a billing day", "started", { billingDay: 1 }],
    ["a three-year charge", "started", { term: "P3Y", billingPlan: "triennial", unitTermPrice: 79_200 }],
  ])("twofold in %s is found, and the right one passes", (_, __, more) => {
    const event = { ...started, terms: { ...terms, ...more }, termEndsOn: more.term ? "2029-03-15" : "2027-03-15" };
    const lines = plan([event], "2026-03-15").lines.map(ready);
    expect(check(lines, { events: [event] })).toBeNull();
    expect(check(twice(lines), { events: [event] })).toContain("20 seats");
    expect(check(price(lines, 2), { events: [event] })).toContain("the contract allows");
  });

  it("of a line that is written twice or tenfold is found in any history", () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.boolean(), ({ events }, pick, isTenfold) => {
        const lines = planCharges({
          subscriptionId: "s",
          events,
          until: FAR,
          billed: [],
          policy: DEFAULT_CHARGING_POLICY,
        }).lines.map(ready);
        const wrong = lines.filter(({ quantity }) => quantity !== 0)[pick % lines.length];
        fc.pre(wrong !== undefined && wrong.quantity !== 0);
        const planned = isTenfold
          ? lines.map((one) => (one === wrong ? { ...one, quantity: one.quantity * 10 } : one))
          : [...lines, { ...wrong, key: "again" }];
        expect(brokenBound({ subscriptionId: "s", events, until: FAR, billed: [], planned })).not.toBeNull();
      }),
      { numRuns: 100 },
    );
  });
});
