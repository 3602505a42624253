import fc from "fast-check";
import { addDays } from "../calendar";
import { type EventDraft, HistoryError, type SubscriptionEvent, termEnd } from "../subscription";
import { type ChargeLine, DEFAULT_CHARGING_POLICY, planChange, planCharges } from "./index";
import { anyPolicy, histories, plan as planAny, quantities } from "./testing/histories";
import { brief, change, plan, started, terms } from "./testing/sample";

const seats = (on: string, quantity: number): EventDraft => ({ type: "quantity_changed", on, quantity });
const ask = (
  draft: EventDraft,
  until = draft.on,
  events: readonly SubscriptionEvent[] = [started],
  billed = plan(events, until).lines,
) => planChange({ subscriptionId: "sub1", events, change: draft, until, billed, policy: DEFAULT_CHARGING_POLICY });

describe("the cost of a change before it is made", () => {
  it("says what added seats cost now and each month after", () => {
    const { now, next } = ask(seats("2026-04-01", 15));
    expect(brief(now)).toEqual([["seat_change", "2026-04-01", "2026-04-15", 5, 4965]]);
    expect(now[0]?.sourceEventId).toBe("preview");
    expect(next?.on).toBe("2026-04-15");
    expect(brief(next?.lines ?? [])).toEqual([["cycle", "2026-04-15", "2026-05-15", 15, 33_000]]);
  });

  it.each([
    ["the day before a boundary", "2026-04-14", "2026-04-15"],
    ["a boundary", "2026-04-15", "2026-05-15"],
    ["the last month", "2027-02-14", "2027-02-15"],
  ])("on %s (%s) the next period begins on %s", (_, on, next) => {
    expect(ask(seats(on, 15)).next?.on).toBe(next);
  });

  it("has no next period in the last month, nor after a cancellation", () => {
    expect(ask(seats("2027-02-15", 15)).next).toBeNull();
    const { now, next } = ask({ type: "cancelled", on: "2026-03-19" });
    expect([brief(now), next]).toEqual([[["cancellation", "2026-03-19", "2026-04-15", -10, -19_160]], null]);
  });

  it("shows the whole cost of a next period that was billed ahead", () => {
    const { now, next } = ask(seats("2026-04-01", 15), "2026-04-01", [started], plan([started], "2026-04-15").lines);
    expect(brief(now)).toEqual([
      ["seat_change", "2026-04-01", "2026-04-15", 5, 4965],
      ["correction", "2026-04-15", "2026-05-15", 5, 11_000],
    ]);
    expect(brief(next?.lines ?? [])).toEqual([["cycle", "2026-04-15", "2026-05-15", 15, 33_000]]);
  });

  it("asked ahead of its day costs nothing yet, and shows the first period after it", () => {
    const { now, next } = ask(seats("2026-04-20", 15), "2026-04-01");
    expect([now, next?.on]).toEqual([[], "2026-05-15"]);
    expect(next?.lines.map((line) => line.quantity)).toEqual([15]);
  });

  it("counts from the day that is asked for when the change lies in the past", () => {
    const { now, next } = ask(seats("2026-04-01", 15), "2026-04-20", [started], plan([started], "2026-04-20").lines);
    expect(brief(now).map(([kind]) => kind)).toEqual(["seat_change", "correction"]);
    expect(next?.on).toBe("2026-05-15");
  });

  it("is next a stub, then a whole month, where a new term follows a billing day", () => {
    const draft: EventDraft = {
      type: "renewed",
      on: "2026-04-05",
      quantity: 10,
      terms: { ...terms, billingDay: 1 },
      termEndsOn: "2027-04-05",
    };
    const { now, next } = ask(draft);
    expect(brief(now)).toEqual([
      ["cancellation", "2026-04-05", "2026-04-15", -10, -7090],
      ["cycle", "2026-04-05", "2026-05-01", 10, 19_060],
    ]);
    expect(brief(next?.lines ?? [])).toEqual([["cycle", "2026-05-01", "2026-06-01", 10, 22_000]]);
  });

  it("shows a term that is known to begin later at its own price, without the credit for the one it replaces", () => {
    const renewed: SubscriptionEvent = {
      ...started,
      type: "renewed",
      id: "renew",
      sequence: 9,
      on: "2026-04-10",
      terms: { ...terms, unitTermPrice: 27_720 },
      termEndsOn: "2027-04-10",
    };
    const { next } = ask(seats("2026-04-01", 15), "2026-04-01", [started, renewed]);
    expect(brief(next?.lines ?? [])).toEqual([["cycle", "2026-04-10", "2026-05-10", 10, 23_100]]);
  });

  it("needs only the open lines when the past is closed", () => {
    const events = [started, change(2, "2026-04-01", 12)];
    const billed = plan(events, "2026-06-20").lines;
    const facts = { subscriptionId: "sub1", events, change: seats("2026-06-20", 15), until: "2026-06-20" };
    const policy = DEFAULT_CHARGING_POLICY;
    const open = billed.filter((line) => line.period.end > "2026-06-20");
    expect(open).toHaveLength(1);
    expect(planChange({ ...facts, policy, billed: open, closedBefore: "2026-06-20" })).toEqual(
      planChange({ ...facts, policy, billed }),
    );
  });

  it.each<[string, EventDraft]>([
    ["before the start", seats("2026-03-14", 5)],
    ["after the term", seats("2027-03-15", 5)],
    ["to no seats", seats("2026-04-01", 0)],
  ])("refuses a change %s", (_, draft) => {
    expect(() => ask(draft, "2026-04-01")).toThrow(HistoryError);
  });

  it("is what the change will be charged, for any history and change", () => {
    const drafts = fc.record({
      type: fc.constantFrom("quantity_changed", "cancelled", "renewed"),
      quantity: quantities,
    });
    fc.assert(
      fc.property(histories, anyPolicy, drafts, fc.nat({ max: 60 }), ({ events }, policy, { type, quantity }, days) => {
        const known = events.filter((event) => event.type !== "cancelled" && event.type !== "ended");
        const last = known.findLast((event) => "termEndsOn" in event);
        if (last === undefined || !("termEndsOn" in last)) {
          throw new Error("Every history begins with a term.");
        }
        const floor = known.at(-1)?.on ?? last.on;
        const wanted = addDays(floor, days);
        const on = wanted < last.termEndsOn ? wanted : addDays(last.termEndsOn, -1);
        const renewal = { quantity, terms: last.terms, termEndsOn: termEnd(on, last.terms.term) };
        const draft = { type, on, ...(type === "renewed" ? renewal : { quantity }) } as EventDraft;
        const billed = planAny(known, on, [], policy);
        const facts = { subscriptionId: "s", events: known, until: on, billed, policy };
        const preview = planChange({ ...facts, change: draft });
        const real = [...known, { ...draft, id: "real", sequence: 99 } as SubscriptionEvent];
        const now = planCharges({ ...facts, events: real }).lines;
        const named = (lines: readonly ChargeLine[]) =>
          lines.map((line) => ({ ...line, key: line.key.replace(/\breal\b/, "preview") }));
        const sourced = (lines: readonly ChargeLine[]) =>
          lines.map((line) => (line.sourceEventId === "real" ? { ...line, sourceEventId: "preview" } : line));
        expect(preview.now).toEqual(sourced(named(now)));
        if (preview.next !== null) {
          const { on: nextOn, lines } = preview.next;
          const then = planAny(real, nextOn, [...billed, ...now], policy).filter(
            (line) => line.period.start === nextOn,
          );
          expect(lines).toEqual(sourced(named(then)));
        }
      }),
      { numRuns: 300 },
    );
  });
});
