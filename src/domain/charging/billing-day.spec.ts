import fc from "fast-check";
import { addDays, billingDayPeriod, daysBetween, type LocalDate } from "../calendar";
import { type CommercialTerms, chargeCount, type SubscriptionEvent, type Term, termEnd } from "../subscription";
import { type ChargeLine, chargePeriods, chargingPolicy, DEFAULT_CHARGING_POLICY, quotePurchase } from "./index";
import { anyPolicy, billingDays, dates, FAR, plan as planAny, prices, quantities } from "./testing/histories";
import { play } from "./testing/replay";
import { brief, cancelled, change, net, plan, started, terms } from "./testing/sample";

const onDay = (billingDay: number, more: Partial<CommercialTerms> = {}): CommercialTerms => ({
  ...terms,
  ...more,
  billingDay,
});
const begun = (on: LocalDate, agreed: CommercialTerms, termEndsOn = termEnd(on, agreed.term)): SubscriptionEvent => ({
  ...started,
  on,
  terms: agreed,
  termEndsOn,
});
const monthly = (billingDay: number) => onDay(billingDay, { term: "P1M", unitTermPrice: 2200 });

describe("a term charged on the account's billing day", () => {
  it("pays a stub, whole months, and at its end what the stub left", () => {
    const { lines, nextChargeOn } = plan([begun("2026-03-15", onDay(1))], FAR);
    expect(brief(lines).slice(0, 2)).toEqual([
      ["cycle", "2026-03-15", "2026-04-01", 10, 12_060],
      ["cycle", "2026-04-01", "2026-05-01", 10, 22_000],
    ]);
    expect(lines[0]).toMatchObject({
      formula: "10 seats x 22.00 USD x 17/31 days",
      referencePeriod: { start: "2026-03-01", end: "2026-04-01" },
      factor: { numerator: 17, denominator: 31 },
    });
    expect(lines).toHaveLength(13);
    expect(lines[12]).toMatchObject({
      key: "sub1:cycle:2027-03-01:2027-03-15:start",
      formula: "10 seats x 9.94 USD, rest of the month begun 15 Mar 2026",
      referencePeriod: { start: "2027-03-01", end: "2027-03-15" },
      unitPrice: { amount: 994, currency: "USD" },
      factor: { numerator: 14, denominator: 14 },
      amount: { amount: 9940, currency: "USD" },
    });
    expect(net(lines)).toBe(264_000);
    expect(nextChargeOn).toBeNull();
  });

  it.each([
    ["the day before", "2026-03-31", "2026-04-01", 1],
    ["on", "2026-04-01", "2026-05-01", 2],
    ["the day after", "2026-04-02", "2026-05-01", 2],
  ])("is charged for the next month on the billing day: %s", (_, until, next, count) => {
    const { lines, nextChargeOn } = plan([begun("2026-03-15", onDay(1))], until);
    expect([lines.length, nextChargeOn]).toEqual([count, next]);
  });

  it.each<[string, string, number, Term, string[]]>([
    ["a start on the billing day has no stub", "2026-03-15", 15, "P1M", ["2026-03-15"]],
    ["the day after it has the longest one", "2026-03-16", 15, "P1M", ["2026-03-16", "2026-04-15"]],
    ["the day before it has one of a day", "2026-03-14", 15, "P1M", ["2026-03-14", "2026-03-15"]],
    ["28 February is day 31", "2026-02-28", 31, "P1M", ["2026-02-28"]],
    ["27 February is not", "2026-02-27", 31, "P1M", ["2026-02-27", "2026-02-28"]],
    ["29 February of a leap year is day 31", "2024-02-29", 31, "P1M", ["2024-02-29"]],
    ["28 February of a leap year is not", "2024-02-28", 31, "P1M", ["2024-02-28", "2024-02-29"]],
    ["28 February is day 28", "2026-02-28", 28, "P1M", ["2026-02-28"]],
    ["a stub that takes the whole term", "2026-01-30", 29, "P1M", ["2026-01-30"]],
  ])("%s: %s, day %i, %s begins periods on %j", (_, on, day, term, starts) => {
    const periods = chargePeriods(on, termEnd(on, term), onDay(day, { term }), DEFAULT_CHARGING_POLICY);
    expect(periods.map((charge) => charge.period.start)).toEqual(starts);
    expect(periods.at(-1)?.period.end).toBe(termEnd(on, term));
  });

  it("keeps day 31 at the ends of the months for three years", () => {
    const periods = chargePeriods("2026-12-31", "2029-12-31", onDay(31, { term: "P3Y" }), DEFAULT_CHARGING_POLICY);
    expect(periods).toHaveLength(36);
    expect(periods.slice(0, 5).map((charge) => charge.period.start)).toEqual([
      "2026-12-31",
      "2027-01-31",
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
    ]);
    expect(periods[14]?.period).toEqual({ start: "2028-02-29", end: "2028-03-31" });
  });

  it("pays one installment for a month that is shorter or longer than the aligned one", () => {
    expect(brief(plan([begun("2026-02-28", monthly(31))], FAR).lines)).toEqual([
      ["cycle", "2026-02-28", "2026-03-28", 10, 22_000],
    ]);
    const { lines } = plan([begun("2026-01-30", monthly(29))], FAR);
    expect(brief(lines)).toEqual([["cycle", "2026-01-30", "2026-02-28", 10, 22_000]]);
    expect(lines[0]?.formula).toBe("10 seats x 22.00 USD, 30 Jan 2026 to 27 Feb 2026");
    expect(brief(plan([begun("2026-01-30", monthly(31))], FAR).lines)).toEqual([
      ["cycle", "2026-01-30", "2026-01-31", 10, 700],
      ["cycle", "2026-01-31", "2026-02-28", 10, 21_300],
    ]);
  });

  it("carries the remainder of the split on the last whole month, once", () => {
    const { lines } = plan([{ ...started, quantity: 1, terms: onDay(1, { unitTermPrice: 26_399 }) }], FAR);
    expect(lines.map((line) => line.amount.amount)).toEqual([1205, ...Array(10).fill(2199), 2210, 994]);
    const aligned = plan([{ ...started, quantity: 1, terms: onDay(15, { unitTermPrice: 26_399 }) }], FAR).lines;
    expect(aligned.map((line) => line.amount.amount)).toEqual([...Array(11).fill(2199), 2210]);
  });

  it.each([
    ["annual", "P1Y"],
    ["annual", "P3Y"],
    ["triennial", "P3Y"],
  ] as const)("does not concern the %s plan of %s", (billingPlan, term) => {
    const anniversary = { ...terms, billingPlan, term };
    const end = termEnd("2026-03-15", term);
    expect(chargePeriods("2026-03-15", end, { ...anniversary, billingDay: 1 }, DEFAULT_CHARGING_POLICY)).toEqual(
      chargePeriods("2026-03-15", end, anniversary, DEFAULT_CHARGING_POLICY),
    );
  });

  it.each([
    ["seat-down-1", 1206, 994],
    ["seat-nearest-1", 1206, 994],
    ["line-nearest-1", 1206, 994],
    ["seat-nearest-1", 1277, 923, "2026-03-14"],
    ["seat-down-1", 1277, 923, "2026-03-14"],
    ["seat-down-1", 1064, 1136, "2026-03-17"],
    ["seat-nearest-1", 1065, 1135, "2026-03-17"],
  ])("under %s a seat pays %i for the stub and %i for the tail", (version, stub, tail, on = "2026-03-15") => {
    const events = [{ ...begun(on, onDay(1)), quantity: 1 } as SubscriptionEvent];
    const { lines } = plan(events, FAR, [], chargingPolicy(version));
    expect([lines[0]?.amount.amount, lines.at(-1)?.amount.amount]).toEqual([stub, tail]);
  });

  it("keeps the policy of its stub to the end, and needs only a line of a later month to know it", () => {
    const events = [begun("2026-03-17", onDay(1))];
    const nearest = chargingPolicy("seat-nearest-1");
    const billed = plan(events, "2027-02-28", [], nearest).lines;
    const rest = plan(events, FAR, billed.slice(-1).concat(billed.slice(0, 1))).lines;
    expect(rest.at(-1)).toMatchObject({ policyVersion: "seat-nearest-1", unitPrice: { amount: 1135 } });
    expect(net([...billed, ...plan(events, FAR, billed).lines])).toBe(264_000);
  });

  it("lets a renewal follow the billing day of its own time", () => {
    const renewed: SubscriptionEvent = {
      ...begun("2027-03-15", onDay(10)),
      type: "renewed",
      id: "renew",
      sequence: 9,
    } as SubscriptionEvent;
    const { lines } = plan([begun("2026-03-15", onDay(1)), renewed], "2027-05-01");
    expect(brief(lines).slice(-4)).toEqual([
      ["cycle", "2027-02-01", "2027-03-01", 10, 22_000],
      ["cycle", "2027-03-01", "2027-03-15", 10, 9940],
      ["cycle", "2027-03-15", "2027-04-10", 10, 18_450],
      ["cycle", "2027-04-10", "2027-05-10", 10, 22_000],
    ]);
  });
});

describe("an odd end of a term on a billing day", () => {
  it.each([
    [
      "inside the tail",
      "2027-03-08",
      ["2027-03-01", "2027-03-08", 10, 4970],
      "10 seats x 9.94 USD x 7/14 days, rest of",
    ],
    ["before the tail", "2027-02-15", ["2027-02-01", "2027-02-15", 10, 11_000], "10 seats x 22.00 USD x 14/28 days"],
    ["on a billing day", "2027-03-01", ["2027-02-01", "2027-03-01", 10, 22_000], "10 seats x 22.00 USD, 1 Feb 2027"],
    ["inside the stub", "2026-03-20", ["2026-03-15", "2026-03-20", 10, 3540], "10 seats x 22.00 USD x 5/31 days"],
  ])("%s (%s) is a part of the last period", (_, end, last, formula) => {
    const { lines } = plan([begun("2026-03-15", onDay(1), end)], FAR);
    expect(brief(lines).at(-1)).toEqual(["cycle", ...last]);
    expect(lines.at(-1)?.formula).toContain(formula);
  });

  it("a day late costs nothing more", () => {
    const { lines } = plan([begun("2026-03-15", onDay(1), "2027-03-16")], FAR);
    expect(brief(lines).at(-1)).toEqual(["cycle", "2027-03-01", "2027-03-16", 10, 9940]);
    const aligned = plan([begun("2026-03-15", onDay(15), "2027-03-17")], FAR).lines;
    expect(aligned).toHaveLength(12);
    expect(brief(aligned).at(-1)).toEqual(["cycle", "2027-02-15", "2027-03-17", 10, 22_000]);
    const withTail = plan([begun("2026-01-30", monthly(29), "2026-03-01")], FAR).lines;
    expect(brief(withTail)).toEqual([
      ["cycle", "2026-01-30", "2026-02-28", 10, 21_260],
      ["cycle", "2026-02-28", "2026-03-01", 10, 740],
    ]);
  });
});

describe("seats in a term on a billing day", () => {
  const events = [begun("2026-03-15", onDay(1))];

  it("added in the stub pay its days, and the tail for all seats costs what the stub left of theirs", () => {
    const { lines } = plan([...events, change(2, "2026-03-20", 15)], FAR);
    expect(brief(lines)[1]).toEqual(["seat_change", "2026-03-20", "2026-04-01", 5, 4255]);
    expect(lines[1]?.formula).toBe("5 seats x 22.00 USD x 12/31 days");
    expect(brief(lines).at(-1)).toEqual(["cycle", "2027-03-01", "2027-03-15", 15, 14_910]);
  });

  it("given back or cancelled in the tail are credited at the tail's price", () => {
    const given = plan([...events, change(2, "2027-03-08", 9)], FAR).lines.at(-1);
    expect(given).toMatchObject({
      amount: { amount: -497 },
      formula: "-1 seat x 9.94 USD x 7/14 days, rest of the month begun 15 Mar 2026",
    });
    const stopped = plan([...events, cancelled("2027-03-02")], FAR).lines;
    expect(brief(stopped).at(-1)).toEqual(["cancellation", "2027-03-02", "2027-03-15", -10, -9230]);
  });
});

describe("the cost of a purchase on a billing day", () => {
  it("is the stub now, whole months, and the same price for the whole term", () => {
    const quote = quotePurchase({
      startOn: "2026-03-15",
      quantity: 10,
      terms: onDay(1),
      policy: DEFAULT_CHARGING_POLICY,
    });
    expect(brief(quote.dueNow)).toEqual([["cycle", "2026-03-15", "2026-04-01", 10, 12_060]]);
    expect(quote).toMatchObject({
      eachPeriod: { amount: 22_000 },
      chargeCount: 12,
      wholeTerm: { amount: 264_000 },
      firstPeriod: { start: "2026-03-15", end: "2026-04-01" },
      termEndsOn: "2027-03-15",
    });
    expect(quote.termPeriods).toHaveLength(13);
  });
});

describe("for any first day, billing day and policy", () => {
  const monthlyTerms = fc
    .record({ term: fc.constantFrom<Term>("P1M", "P1Y", "P3Y"), unitTermPrice: prices, billingDay: billingDays })
    .map((random): CommercialTerms => ({ ...terms, ...random }));

  it("charges tile the term at the billing days and add up to its price", () => {
    fc.assert(
      fc.property(dates, monthlyTerms, anyPolicy, quantities, (on, agreed, policy, seats) => {
        const end = termEnd(on, agreed.term);
        const day = agreed.billingDay ?? 0;
        const one = planAny(play(on, 1, agreed, []), FAR, [], policy);
        expect(net(one)).toBe(agreed.unitTermPrice);
        if (policy.roundOn === "seat") {
          expect(net(planAny(play(on, seats, agreed, []), FAR, [], policy))).toBe(seats * agreed.unitTermPrice);
        }
        const starts = one.map((line) => line.period.start);
        expect([...starts, end]).toEqual([on, ...one.map((line) => line.period.end)]);
        expect(starts.slice(1).map((start) => billingDayPeriod(day, start).start)).toEqual(starts.slice(1));
        const installments = chargeCount(agreed.term, agreed.billingPlan);
        const whole = one.filter((line) => line.factor.numerator === line.factor.denominator);
        expect(one.length - installments).toBe(one[0] === whole[0] ? 0 : 1);
        expect(one.every((line) => line.amount.amount >= 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("an early end leaves no gap, no overlap, and charges nothing beyond the full term", () => {
    fc.assert(
      fc.property(dates, monthlyTerms, anyPolicy, fc.nat({ max: 1200 }), (on, agreed, policy, shorten) => {
        const full = termEnd(on, agreed.term);
        const end = addDays(full, -Math.min(shorten, daysBetween(on, full) - 1));
        const events = play(on, 1, agreed, []).map((event) => ({ ...event, termEndsOn: end }) as SubscriptionEvent);
        const lines: ChargeLine[] = planAny(events, FAR, [], policy);
        expect([...lines.map((line) => line.period.start), end]).toEqual([on, ...lines.map((line) => line.period.end)]);
        expect(net(lines)).toBeLessThanOrEqual(agreed.unitTermPrice);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["2027-03-14", 1],
    ["2027-03-15", 0],
    ["2027-03-16", 0],
  ])("from %s on, a term that ends on 15 March 2027 has %i periods", (from, count) => {
    for (const agreed of [terms, onDay(1), onDay(15)]) {
      const window = { from, to: from };
      expect(chargePeriods("2026-03-15", "2027-03-15", agreed, DEFAULT_CHARGING_POLICY, window)).toHaveLength(count);
    }
  });

  it.each([terms, onDay(1), onDay(15)])(
    "the last period of a term that ends late is found to its last day",
    (agreed) => {
      const found = (from: LocalDate) =>
        chargePeriods("2026-03-15", "2027-03-17", agreed, DEFAULT_CHARGING_POLICY, { from, to: from });
      expect(found("2027-03-15").map((charge) => charge.period.end)).toEqual(["2027-03-17"]);
      expect(found("2027-03-16")).toEqual(found("2027-03-15"));
      expect(found("2027-03-17")).toEqual([]);
    },
  );

  it("looking at a window finds the periods that walking through all finds", () => {
    fc.assert(
      fc.property(
        dates,
        monthlyTerms,
        fc.integer({ min: -40, max: 1200 }),
        fc.nat({ max: 400 }),
        (on, agreed, days, width) => {
          const from = addDays(on, days);
          const to = addDays(from, width);
          const end = termEnd(on, agreed.term);
          const all = chargePeriods(on, end, agreed, DEFAULT_CHARGING_POLICY);
          const after = all.find((charge) => charge.period.start > to);
          expect(chargePeriods(on, end, agreed, DEFAULT_CHARGING_POLICY, { from, to })).toEqual(
            all.filter((charge) => charge.period.end > from && (charge.period.start <= to || charge === after)),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
