import fc from "fast-check";
import { addDays } from "../calendar";
import { type EventDraft, HistoryError, type SubscriptionEvent, termEnd } from "../subscription";
import { type ChargeLine, DEFAULT_CHARGING_POLICY, nextPeriodStart, planCharges, previewEvent } from "./index";
import { anyPolicy, histories, plan as planAny, quantities } from "./testing/histories";
import { brief, change, plan, started, terms } from "./testing/sample";

const seats = (on: string, quantity: number): EventDraft => ({ type: "quantity_changed", on, quantity });
const cost = (draft: EventDraft, events: readonly SubscriptionEvent[] = [started], until = draft.on) =>
  plan([...events, previewEvent(draft)], until, plan(events, until).lines).lines;

describe("the cost of a change before it is made", () => {
  it("says what added seats cost now, under an id of its own", () => {
    const now = cost(seats("2026-04-01", 15));
    expect(brief(now)).toEqual([["seat_change", "2026-04-01", "2026-04-15", 5, 4965]]);
    expect(now[0]?.sourceEventId).toBe("preview");
  });

  it("comes after every other change of its day", () => {
    const now = cost(seats("2026-04-01", 15), [started, change(2, "2026-04-01", 12)]);
    expect(brief(now)).toEqual([["seat_change", "2026-04-01", "2026-04-15", 3, 3 * 993]]);
  });

  it.each<[string, EventDraft]>([
    ["before the start", seats("2026-03-14", 5)],
    ["after the term", seats("2027-03-15", 5)],
    ["to no seats", seats("2026-04-01", 0)],
  ])("is refused for a change %s", (_, draft) => {
    expect(() => cost(draft, [started], "2026-04-01")).toThrow(HistoryError);
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
        const facts = { subscriptionId: "s", until: on, billed: planAny(known, on, [], policy), policy };
        const preview = planCharges({ ...facts, events: [...known, previewEvent(draft)] }).lines;
        const real = { ...draft, id: "real", sequence: 99 } as SubscriptionEvent;
        const charged = planCharges({ ...facts, events: [...known, real] }).lines;
        const asPreview = (line: ChargeLine) => ({
          ...line,
          key: line.key.replace(/\breal\b/, "preview"),
          sourceEventId: line.sourceEventId === "real" ? "preview" : line.sourceEventId,
          termEventId: line.termEventId === "real" ? "preview" : line.termEventId,
        });
        expect(preview).toEqual(charged.map(asPreview));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the next charge period", () => {
  const next = (on: string, ...more: SubscriptionEvent[]) => nextPeriodStart([started, ...more], on);

  it.each([
    ["the day before a boundary", "2026-04-14", "2026-04-15"],
    ["a boundary", "2026-04-15", "2026-05-15"],
    ["the last month", "2027-02-14", "2027-02-15"],
    ["a day before the start", "2026-03-14", "2026-03-15"],
  ])("after %s (%s) begins on %s", (_, on, start) => {
    expect(next(on)).toBe(start);
  });

  it("is unknown in the last month, and after a cancellation", () => {
    expect(next("2027-02-15")).toBeNull();
    expect(next("2026-03-19", previewEvent({ type: "cancelled", on: "2026-03-19" }))).toBeNull();
  });

  it("does not begin with a change that is known for a day inside a period", () => {
    expect(next("2026-03-20", change(2, "2026-04-01", 12))).toBe("2026-04-15");
  });

  const renewed = (on: string, termEndsOn: string, billingDay?: number): SubscriptionEvent => ({
    ...started,
    type: "renewed",
    id: "renew",
    sequence: 9,
    on,
    terms: { ...terms, ...(billingDay === undefined ? {} : { billingDay }) },
    termEndsOn,
  });

  it("is the first one of a term that is known to begin inside the running period", () => {
    expect(next("2026-04-01", renewed("2026-04-10", "2027-04-10"))).toBe("2026-04-10");
  });

  it("after the stub before a billing day begins on that day", () => {
    expect(next("2026-04-05", renewed("2026-04-05", "2027-04-05", 1))).toBe("2026-05-01");
  });

  it("begins where the planner next opens one, for any history", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: -40, max: 800 }), ({ events, first }, days) => {
        const on = addDays(first, days);
        const opened = planAny(events, "2060-01-01", [], DEFAULT_CHARGING_POLICY)
          .filter((line) => line.kind === "cycle" && line.period.start > on)
          .map((line) => line.period.start)
          .sort();
        expect(nextPeriodStart(events, on)).toBe(opened[0] ?? null);
      }),
      { numRuns: 300 },
    );
  });
});
