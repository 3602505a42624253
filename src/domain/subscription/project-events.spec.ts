import fc from "fast-check";
import { addDays } from "../calendar";
import {
  type CommercialTerms,
  type EventSchedule,
  HistoryError,
  isProjected,
  projectEvents,
  quantityOn,
  type ScheduledChange,
  type SubscriptionEvent,
  type Term,
  termEnd,
  timeline,
} from "./index";

const yearly: CommercialTerms = {
  term: "P1Y",
  billingPlan: "monthly",
  currency: "USD",
  unitTermPrice: 26_400,
  priceVersion: "2026-03",
  billingDay: 1,
};
const started: SubscriptionEvent = {
  type: "started",
  id: "ev1",
  sequence: 1,
  on: "2026-03-15",
  quantity: 10,
  terms: yearly,
  termEndsOn: "2027-03-15",
};
const seats = (on: string, quantity: number): SubscriptionEvent => ({
  type: "quantity_changed",
  id: `real-${on}`,
  sequence: 5,
  on,
  quantity,
});
const unitPrice = { amount: 2719, currency: "USD" };
const schedule = (outcome: "renew" | "stop" | "extend", ...changes: ScheduledChange[]): EventSchedule => ({
  changes,
  endOfTerm: outcome === "extend" ? { outcome, unitPrice } : { outcome },
});
const brief = (events: readonly SubscriptionEvent[]) =>
  events.map((event) => [event.id, event.type, event.on, "quantity" in event ? event.quantity : null]);

describe("events to be expected", () => {
  it.each([
    ["the day before the term ends", "2027-03-14", []],
    ["the day it ends", "2027-03-15", [["projected:1", "renewed", "2027-03-15", 10]]],
    ["the day after", "2027-03-16", [["projected:1", "renewed", "2027-03-15", 10]]],
  ])("up to %s (%s)", (_, until, expected) => {
    const events = projectEvents([started], schedule("renew"), until);
    expect(events[0]).toBe(started);
    expect(brief(events.slice(1))).toEqual(expected);
  });

  it("renew again and again with the seats and terms of before", () => {
    const events = projectEvents([seats("2026-05-01", 14), started], schedule("renew"), "2029-01-01");
    expect(brief(events.slice(2))).toEqual([
      ["projected:1", "renewed", "2027-03-15", 14],
      ["projected:2", "renewed", "2028-03-15", 14],
    ]);
    expect(events.at(-1)).toMatchObject({ sequence: 7, terms: yearly, termEndsOn: "2029-03-15" });
  });

  it("stop for good", () => {
    const events = projectEvents([started], schedule("stop"), "2030-01-01");
    expect(brief(events.slice(1))).toEqual([["projected:1", "ended", "2027-03-15", null]]);
  });

  it("extend month by month at the extension's price, on the same billing day", () => {
    const events = projectEvents([started], schedule("extend"), "2027-05-15");
    expect(brief(events.slice(1))).toEqual([
      ["projected:1", "extended", "2027-03-15", 10],
      ["projected:2", "extended", "2027-04-15", 10],
      ["projected:3", "extended", "2027-05-15", 10],
    ]);
    const terms = {
      term: "P1M",
      billingPlan: "monthly",
      currency: "USD",
      unitTermPrice: 2719,
      priceVersion: "extension of 2026-03",
      billingDay: 1,
    };
    expect(events[1]).toMatchObject({ terms, termEndsOn: "2027-04-15" });
    expect(events[3]).toMatchObject({ terms });
  });

  it("take seats and terms that are scheduled for the renewal, once, and keep them afterwards", () => {
    const dearer = { ...yearly, unitTermPrice: 30_000 };
    const waiting = { when: "renewal" as const, quantity: 8, terms: dearer };
    const events = projectEvents([started, seats("2026-05-01", 14)], schedule("renew", waiting), "2028-03-15");
    expect(brief(events.slice(2)).map(([, , , quantity]) => quantity)).toEqual([8, 8]);
    expect(events.slice(2)).toMatchObject([{ terms: dearer }, { terms: dearer }]);
    const seatsOnly = projectEvents([started], schedule("renew", { when: "renewal", quantity: 8 }), "2027-03-15");
    expect(seatsOnly[1]).toMatchObject({ quantity: 8, terms: yearly });
    const termsOnly = projectEvents([started], schedule("renew", { when: "renewal", terms: dearer }), "2027-03-15");
    expect(termsOnly[1]).toMatchObject({ quantity: 10, terms: dearer });
  });

  it("do not go back to a renewal's seats at the renewal after it", () => {
    const changes = [
      { when: "renewal" as const, quantity: 8 },
      { when: "2027-06-01", quantity: 20 },
    ];
    const events = projectEvents([started], schedule("renew", ...changes), "2028-03-15");
    expect(brief(events).map(([, , , quantity]) => quantity)).toEqual([10, 8, 20, 20]);
  });

  it("take changes of a day in their term, the one of a renewal day after the renewal", () => {
    const changes = [
      { when: "2027-03-15", quantity: 20 },
      { when: "2026-06-01", quantity: 12 },
      { when: "2026-06-01", quantity: 13 },
      { when: "2028-01-01", quantity: 30 },
    ];
    const events = projectEvents([started], schedule("renew", ...changes), "2027-12-31");
    expect(brief(events.slice(1))).toEqual([
      ["projected:1", "quantity_changed", "2026-06-01", 12],
      ["projected:2", "quantity_changed", "2026-06-01", 13],
      ["projected:3", "renewed", "2027-03-15", 13],
      ["projected:4", "quantity_changed", "2027-03-15", 20],
    ]);
  });

  it.each([
    ["the day before", "2026-05-31", 10],
    ["the day itself", "2026-06-01", 12],
    ["the day after", "2026-06-02", 12],
  ])("take a change of a day when they run up to %s (%s): %i seats", (_, until, quantity) => {
    const events = projectEvents([started], schedule("renew", { when: "2026-06-01", quantity: 12 }), until);
    expect(quantityOn(timeline(events), "2026-06-30")).toBe(quantity);
  });

  it("begin a new term on a day that new terms are scheduled for, with the seats of that day", () => {
    const threeYears = { ...yearly, term: "P3Y" as const };
    const events = projectEvents(
      [started, seats("2026-08-01", 14)],
      schedule("renew", { when: "2026-06-01", quantity: 12 }, { when: "2026-09-01", terms: threeYears }),
      "2029-08-31",
    );
    expect(brief(events.slice(2))).toEqual([
      ["projected:1", "quantity_changed", "2026-06-01", 12],
      ["projected:2", "renewed", "2026-09-01", 14],
    ]);
    expect(events.at(-1)).toMatchObject({ termEndsOn: "2029-09-01" });
  });

  it("go back to the committed terms when an extension is renewed", () => {
    const extended: SubscriptionEvent = {
      type: "extended",
      id: "ev2",
      sequence: 2,
      on: "2027-03-15",
      quantity: 9,
      terms: { ...yearly, term: "P1M", unitTermPrice: 2719 },
      termEndsOn: "2027-04-15",
    };
    const events = projectEvents([started, extended], schedule("renew"), "2027-04-15");
    expect(events[2]).toMatchObject({ type: "renewed", on: "2027-04-15", quantity: 9, terms: yearly });
  });

  it("add nothing to a history that is over, or empty", () => {
    const over: SubscriptionEvent[] = [started, { type: "cancelled", id: "evC", sequence: 9, on: "2026-04-01" }];
    expect(projectEvents(over, schedule("renew"), "2030-01-01")).toEqual(over);
    expect(projectEvents([], schedule("renew"), "2030-01-01")).toEqual([]);
  });

  it("are known by their ids", () => {
    const events = projectEvents([started], schedule("renew", { when: "2026-06-01", quantity: 12 }), "2028-03-15");
    expect(events.map(isProjected)).toEqual([false, true, true, true]);
  });
});

describe("schedules that contradict", () => {
  const over: SubscriptionEvent[] = [started, { type: "cancelled", id: "evC", sequence: 9, on: "2026-04-01" }];

  it.each<[string, readonly SubscriptionEvent[], EventSchedule, string]>([
    ["neither seats nor terms", [started], schedule("renew", { when: "2026-06-01" }), "must name seats or terms"],
    ["no day", [started], schedule("renew", { when: "2026-06-31", quantity: 1 }), `"2026-06-31" is not a date`],
    ["no seats", [started], schedule("renew", { when: "2026-06-01", quantity: 0 }), "at least 1, got 0"],
    ["before the start", [started], schedule("renew", { when: "2026-03-14", quantity: 3 }), "has not started yet"],
    ["for a renewal that is a stop", [started], schedule("stop", { when: "renewal", quantity: 3 }), `set to "stop"`],
    [
      "for a renewal that is an extension",
      [started],
      schedule("extend", { when: "renewal", quantity: 3 }),
      `set to "extend"`,
    ],
    [
      "twice for one renewal",
      [started],
      schedule("renew", { when: "renewal", quantity: 3 }, { when: "renewal", quantity: 4 }),
      "two changes are scheduled",
    ],
    [
      "after the stop",
      [started],
      schedule("stop", { when: "2027-03-15", quantity: 3 }),
      "nothing can follow projected:1",
    ],
    ["after a cancellation", over, schedule("renew", { when: "2026-06-01", quantity: 3 }), "nothing can follow evC"],
    [
      "for the renewal of a cancelled one",
      over,
      schedule("renew", { when: "renewal", quantity: 3 }),
      "nothing can follow evC",
    ],
    ["for nothing", [], schedule("renew", { when: "2026-06-01", quantity: 3 }), "has not started yet"],
    [
      "in another currency",
      [started],
      schedule("renew", { when: "renewal", terms: { ...yearly, currency: "EUR" } }),
      "the currency cannot change",
    ],
    ["with a projected past", [{ ...started, id: "projected:1" }], schedule("renew"), "marks a projected event"],
  ])("%s", (_, events, plan, problem) => {
    const attempt = () => projectEvents(events, plan, "2028-01-01");
    expect(attempt).toThrow(HistoryError);
    expect(attempt).toThrow(problem);
  });

  it("names the renewal's day, and refuses a horizon that is no day", () => {
    const twice = schedule("stop", { when: "renewal", quantity: 3 });
    expect(() => projectEvents([started], twice, "2028-01-01")).toThrow("(quantity_changed on 2027-03-15)");
    expect(() => projectEvents([started], schedule("renew"), "2028-02-30")).toThrow(`"2028-02-30" is not a date`);
  });
});

describe("any projection", () => {
  const random = fc.record({
    term: fc.constantFrom<Term>("P1M", "P1Y", "P3Y"),
    on: fc.constantFrom("2024-01-31", "2024-02-29", "2026-03-15", "2026-08-30"),
    outcome: fc.constantFrom<"renew" | "stop" | "extend">("renew", "stop", "extend"),
    changes: fc.array(fc.record({ days: fc.nat({ max: 1200 }), quantity: fc.integer({ min: 1, max: 90 }) }), {
      maxLength: 5,
    }),
    horizon: fc.nat({ max: 1500 }),
  });

  it("keeps the past, runs to the horizon without a gap, and says the same when it is made in two steps", () => {
    fc.assert(
      fc.property(random, fc.nat({ max: 1500 }), ({ term, on, outcome, changes, horizon }, half) => {
        const first: SubscriptionEvent = { ...started, on, terms: { ...yearly, term }, termEndsOn: termEnd(on, term) };
        const until = addDays(on, horizon);
        const dated = changes.map(({ days, quantity }) => ({ when: addDays(on, days), quantity }));
        const inside = outcome === "stop" ? dated.filter((change) => change.when < first.termEndsOn) : dated;
        const events = projectEvents([first], schedule(outcome, ...inside), until);
        expect(events[0]).toBe(first);
        expect(events.slice(1).every((event) => isProjected(event) && event.on <= until)).toBe(true);
        const segments = timeline(events);
        const isOver = outcome === "stop" && first.termEndsOn <= until;
        expect(quantityOn(segments, until) > 0).toBe(!isOver);
        segments.slice(1).forEach((segment, at) => {
          expect(segment.period.start).toBe(segments[at]?.period.end);
        });
        const latest = inside.filter((change) => change.when <= until).sort((a, b) => (a.when < b.when ? -1 : 1));
        expect(isOver || quantityOn(segments, until) === (latest.at(-1)?.quantity ?? 10)).toBe(true);

        const middle = addDays(on, Math.min(half, horizon));
        const early = projectEvents([first], schedule(outcome, ...inside), middle).map((event, at) => ({
          ...event,
          id: `real${at}`,
        }));
        const later = inside.filter((change) => change.when > middle);
        const resumed = projectEvents(early, schedule(outcome, ...later), until);
        const facts = (list: readonly SubscriptionEvent[]) => list.map(({ id, sequence, ...rest }) => rest);
        expect(facts(resumed)).toEqual(facts(events));
      }),
      { numRuns: 200 },
    );
  });
});
