import { type CommercialTerms, HistoryError, quantityOn, readHistory, type SubscriptionEvent, timeline } from "./index";

const yearly: CommercialTerms = {
  term: "P1Y",
  billingPlan: "monthly",
  currency: "USD",
  unitTermPrice: 26_400,
  priceVersion: "2026-03",
};
const monthly: CommercialTerms = { ...yearly, term: "P1M", unitTermPrice: 2_640 };

const started: SubscriptionEvent = {
  type: "started",
  id: "ev1",
  sequence: 1,
  on: "2026-03-15",
  quantity: 10,
  terms: yearly,
  termEndsOn: "2027-03-15",
};
const renewed: SubscriptionEvent = {
  type: "renewed",
  id: "ev9",
  sequence: 9,
  on: "2027-03-15",
  quantity: 12,
  terms: { ...yearly, unitTermPrice: 27_720, priceVersion: "2027-03" },
  termEndsOn: "2028-03-15",
};
const extended = (on: string, more: object = {}): SubscriptionEvent => ({
  type: "extended",
  id: "evX",
  sequence: 20,
  on,
  quantity: 11,
  terms: { ...monthly, unitTermPrice: 2_719, priceVersion: "2027-extension" },
  termEndsOn: "2027-04-15",
  ...more,
});
const change = (sequence: number, on: string, quantity: number): SubscriptionEvent => ({
  type: "quantity_changed",
  id: `ev${sequence}`,
  sequence,
  on,
  quantity,
});
const cancelled = (on: string): SubscriptionEvent => ({ type: "cancelled", id: "evC", sequence: 50, on });
const ended = (on: string): SubscriptionEvent => ({ type: "ended", id: "evE", sequence: 51, on });

describe("timeline", () => {
  it("is empty for an empty history", () => {
    expect(timeline([])).toEqual([]);
  });

  it("reads seat changes, renewal and end as consecutive segments", () => {
    const events = [ended("2028-03-15"), renewed, change(2, "2026-04-01", 15), change(3, "2027-05-01", 9), started];
    const segments = timeline(events);
    expect(
      segments.map((s) => [s.period.start, s.period.end, s.quantity, s.terms.priceVersion, s.sourceEventId]),
    ).toEqual([
      ["2026-03-15", "2026-04-01", 10, "2026-03", "ev1"],
      ["2026-04-01", "2027-03-15", 15, "2026-03", "ev2"],
      ["2027-03-15", "2027-05-01", 12, "2027-03", "ev9"],
      ["2027-05-01", "2028-03-15", 9, "2027-03", "ev3"],
    ]);
    expect(segments[3]?.termPeriod).toEqual({ start: "2027-03-15", end: "2028-03-15" });
  });

  it("takes several changes of one day in the order of their sequence, whatever the list's order", () => {
    const events = [change(4, "2026-04-01", 12), change(3, "2026-04-01", 20), started, change(2, "2026-04-01", 15)];
    expect(timeline(events).map((segment) => segment.quantity)).toEqual([10, 12]);
    expect(readHistory(events).spans[0]?.changes.map(({ from, to }) => [from, to])).toEqual([
      [10, 15],
      [15, 20],
      [20, 12],
    ]);
  });

  it("puts an event that became known late where it belongs", () => {
    const segments = timeline([started, change(2, "2026-04-10", 15), change(3, "2026-04-05", 12)]);
    expect(segments.map((segment) => [segment.period.start, segment.quantity])).toEqual([
      ["2026-03-15", 10],
      ["2026-04-05", 12],
      ["2026-04-10", 15],
    ]);
  });

  it("ignores a change to the quantity that is there already", () => {
    expect(timeline([started, change(2, "2026-04-01", 10)])).toHaveLength(1);
  });

  it.each([
    ["the day before the start", "2026-03-14", 0],
    ["the first day", "2026-03-15", 10],
    ["the day before the change", "2026-03-31", 10],
    ["the day of the change", "2026-04-01", 15],
    ["the last day", "2026-04-19", 15],
    ["the first day without access", "2026-04-20", 0],
  ])("on %s (%s) there are %i seats", (_, date, quantity) => {
    const segments = timeline([started, change(2, "2026-04-01", 15), cancelled("2026-04-20")]);
    expect(quantityOn(segments, date)).toBe(quantity);
  });

  it("has no segment when everything was cancelled on the first day", () => {
    const history = readHistory([started, cancelled("2026-03-15")]);
    expect(timeline([started, cancelled("2026-03-15")])).toEqual([]);
    expect(history.spans[0]?.period).toEqual({ start: "2026-03-15", end: "2026-03-15" });
    expect(history.endedBy?.id).toBe("evC");
  });

  it("lets a renewal before the end replace the rest of the term", () => {
    const early: SubscriptionEvent = { ...renewed, on: "2026-09-01", termEndsOn: "2027-09-01" };
    const { spans } = readHistory([started, early]);
    expect(spans.map((span) => [span.period, span.agreedEnd, span.cutBy?.id ?? null])).toEqual([
      [{ start: "2026-03-15", end: "2026-09-01" }, "2027-03-15", "ev9"],
      [{ start: "2026-09-01", end: "2027-09-01" }, "2027-09-01", null],
    ]);
  });

  it("calls a term complete that was renewed at its end", () => {
    const { spans, endedBy } = readHistory([started, renewed]);
    expect(spans.map((span) => span.cutBy)).toEqual([null, null]);
    expect(endedBy).toBeNull();
  });

  it("reads a change on the renewal day before the renewal as the old term's last word", () => {
    const segments = timeline([started, change(8, "2027-03-15", 99), renewed]);
    expect(segments.map((segment) => segment.quantity)).toEqual([10, 12]);
  });

  it("reads a change on the renewal day after the renewal as the new term's first", () => {
    const segments = timeline([started, renewed, change(10, "2027-03-15", 14)]);
    expect(segments.map((segment) => segment.quantity)).toEqual([10, 14]);
  });

  it.each(["2027-03-12", "2027-03-15", "2027-03-18"])("takes the vendor's term end %s", (termEndsOn) => {
    expect(timeline([{ ...started, termEndsOn }])[0]?.period.end).toBe(termEndsOn);
  });
});

describe("an extended service term", () => {
  it("follows the term that ran out, with seats and a price of its own", () => {
    const events = [started, change(2, "2026-04-01", 15), extended("2027-03-15")];
    const { spans, endedBy } = readHistory(events);
    expect(spans.map((span) => [span.period, span.cutBy, span.openingQuantity])).toEqual([
      [{ start: "2026-03-15", end: "2027-03-15" }, null, 10],
      [{ start: "2027-03-15", end: "2027-04-15" }, null, 11],
    ]);
    expect(endedBy).toBeNull();
    expect(timeline(events).at(-1)?.terms.priceVersion).toBe("2027-extension");
  });

  const again = extended("2027-04-15", { id: "evY", sequence: 21, termEndsOn: "2027-05-15", quantity: 7 });

  it.each<[string, SubscriptionEvent[], string, number]>([
    ["another one", [again], "2027-05-15", 7],
    ["a change of seats", [change(30, "2027-04-01", 20)], "2027-04-15", 20],
    ["a renewal at its end", [{ ...renewed, sequence: 30, on: "2027-04-15" }], "2028-03-15", 12],
    ["a renewal inside it", [{ ...renewed, sequence: 30, on: "2027-04-02" }], "2028-03-15", 12],
    ["a cancellation on any day", [cancelled("2027-03-20")], "2027-03-20", 11],
    ["a cancellation on its first day", [cancelled("2027-03-15")], "2027-03-15", 10],
    ["its end", [ended("2027-04-15")], "2027-04-15", 11],
  ])("can be followed by %s", (_, events, end, quantity) => {
    const last = timeline([started, extended("2027-03-15"), ...events]).at(-1);
    expect([last?.period.end, last?.quantity]).toEqual([end, quantity]);
  });

  it("takes a change on its first day before it as the old term's last word", () => {
    const segments = timeline([started, change(8, "2027-03-15", 99), extended("2027-03-15")]);
    expect(segments.map((segment) => segment.quantity)).toEqual([10, 11]);
  });

  it("names what cut a term before its end, and nothing where it ran out", () => {
    const cut = readHistory([started, extended("2027-03-15"), { ...renewed, sequence: 30, on: "2027-04-02" }]);
    expect(cut.spans.map((span) => span.cutBy?.id ?? null)).toEqual([null, "ev9", null]);
  });
});

describe("contradictions", () => {
  const startedWith = (terms: object): SubscriptionEvent =>
    ({ ...started, terms: { ...yearly, ...terms } }) as SubscriptionEvent;

  it.each<[string, SubscriptionEvent[], string, string]>([
    ["a change before the start", [change(2, "2026-03-14", 5), started], "ev2", "has not started yet"],
    ["a renewal without a start", [renewed], "ev9", "has not started yet"],
    ["two starts", [started, { ...started, id: "ev7", sequence: 7, on: "2026-04-01" }], "ev7", "already started"],
    ["one sequence number twice", [started, { ...change(1, "2026-04-01", 5), id: "x" }], "x", "same sequence number 1"],
    ["one id twice", [started, { ...change(2, "2026-04-01", 5), id: "ev1" }], "ev1", "its id occurs twice"],
    ["a sequence that is no number", [{ ...started, sequence: 1.5 }], "ev1", "sequence must be a whole number"],
    ["a negative quantity", [started, change(2, "2026-04-01", -1)], "ev2", "at least 1, got -1"],
    ["a quantity of 0", [started, change(2, "2026-04-01", 0)], "ev2", "at least 1, got 0"],
    ["half a seat", [{ ...started, quantity: 1.5 }], "ev1", "at least 1, got 1.5"],
    ["a day that does not exist", [{ ...started, on: "2026-02-30" }], "ev1", `"2026-02-30" is not a date`],
    ["a term end that is no day", [{ ...started, termEndsOn: "2027-3-15" }], "ev1", `"2027-3-15" is not a date`],
    ["a term that ends on its start", [{ ...started, termEndsOn: started.on }], "ev1", "not after it starts"],
    ["a term that ends before its start", [{ ...started, termEndsOn: "2026-01-01" }], "ev1", "not after it starts"],
    ["a term that is too long", [{ ...started, termEndsOn: "2027-03-19" }], "ev1", "cannot end as late as 2027-03-19"],
    ["an unknown term", [startedWith({ term: "P2Y" })], "ev1", `"P2Y" is not a term`],
    ["an unknown billing plan", [startedWith({ billingPlan: "weekly" })], "ev1", `"weekly" is not a billing plan`],
    ["a month paid by the year", [startedWith({ term: "P1M", billingPlan: "annual" })], "ev1", "cannot be charged"],
    ["an unknown currency", [startedWith({ currency: "usd" })], "ev1", `"usd" is not a known currency`],
    ["a negative price", [startedWith({ unitTermPrice: -1 })], "ev1", "at least 0, got -1"],
    ["a fractional price", [startedWith({ unitTermPrice: 0.5 })], "ev1", "at least 0, got 0.5"],
    ["a gap before the renewal", [started, { ...renewed, on: "2027-03-16" }], "ev9", "was not renewed before this"],
    [
      "another currency on renewal",
      [started, { ...renewed, terms: { ...yearly, currency: "EUR" } }],
      "ev9",
      "currency",
    ],
    ["a change after the term", [started, change(2, "2027-04-01", 5)], "ev2", "was not renewed before this"],
    ["a change on the day the term ends", [started, change(2, "2027-03-15", 5)], "ev2", "was not renewed"],
    ["a cancellation after the term", [started, cancelled("2027-03-16")], "evC", "was not renewed before this"],
    ["a cancellation before the start", [cancelled("2026-03-14"), started], "evC", "has not started yet"],
    ["an extension without a start", [extended("2027-03-15")], "evX", "has not started yet"],
    ["an extension inside the term", [started, extended("2027-03-14")], "evX", "begins on that day"],
    ["an extension after the term", [started, extended("2027-03-16")], "evX", "was not renewed before this"],
    [
      "an extension for a year",
      [started, extended("2027-03-15", { terms: yearly, termEndsOn: "2028-03-15" })],
      "evX",
      "its term must be P1M, got P1Y",
    ],
    [
      "an extension that is too long",
      [started, extended("2027-03-15", { termEndsOn: "2027-04-19" })],
      "evX",
      "cannot end as late as 2027-04-19",
    ],
    [
      "an extension in another currency",
      [started, extended("2027-03-15", { terms: { ...monthly, currency: "EUR" } })],
      "evX",
      "the currency cannot change from USD",
    ],
    ["an extension without seats", [started, extended("2027-03-15", { quantity: 0 })], "evX", "at least 1, got 0"],
    ["a billing day of 0", [startedWith({ billingDay: 0 })], "ev1", "from 1 to 31, got 0"],
    ["a billing day of 32", [startedWith({ billingDay: 32 })], "ev1", "from 1 to 31, got 32"],
    ["half a billing day", [startedWith({ billingDay: 1.5 })], "ev1", "from 1 to 31, got 1.5"],
    ["an end inside the term", [started, ended("2027-03-14")], "evE", "an earlier stop is"],
    [
      "something after a cancellation",
      [started, cancelled("2026-03-20"), ended("2027-03-15")],
      "evE",
      "nothing can follow",
    ],
  ])("%s", (_, events, eventId, problem) => {
    let caught: unknown;
    try {
      timeline(events);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(HistoryError);
    expect((caught as HistoryError).eventId).toBe(eventId);
    expect((caught as HistoryError).message).toContain(`Event ${eventId} (`);
    expect((caught as HistoryError).message).toContain(problem);
  });

  it.each(["2026-03-15", "2026-06-01", "2027-03-15"])("a cancellation on %s is none", (on) => {
    expect(() => timeline([started, cancelled(on)])).not.toThrow();
  });

  it.each(["2027-03-15", "2027-03-20"])("an end on %s is none", (on) => {
    expect(timeline([started, ended(on)]).at(-1)?.period.end).toBe("2027-03-15");
  });

  it.each([1, 31])("a billing day of %i is none", (billingDay) => {
    expect(() => timeline([startedWith({ billingDay })])).not.toThrow();
  });

  it("monthly terms follow each other with their own anchors", () => {
    const events: SubscriptionEvent[] = [
      { ...started, on: "2026-01-31", terms: monthly, termEndsOn: "2026-02-28" },
      { ...renewed, on: "2026-02-28", terms: monthly, termEndsOn: "2026-03-28" },
    ];
    expect(timeline(events).map((segment) => segment.period)).toEqual([
      { start: "2026-01-31", end: "2026-02-28" },
      { start: "2026-02-28", end: "2026-03-28" },
    ]);
  });
});
