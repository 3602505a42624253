import fc from "fast-check";
import { addDays } from "../calendar";
import { money } from "../money";
import { type CostLine, checkVendorLine, matchLines, type VendorLineAmounts } from "./index";

const line = (id: string, rest: Partial<CostLine> & { cents?: number } = {}): CostLine => {
  const { cents = 10_080, ...fields } = rest;
  return {
    id,
    subscriptionId: "sub1",
    direction: cents < 0 ? "refund" : "charge",
    period: { start: "2026-06-18", end: "2026-07-18" },
    quantity: 10,
    amount: money(cents, "EUR"),
    ...fields,
  };
};
const matched = (theirs: readonly CostLine[], ours: readonly CostLine[]) =>
  matchLines({ theirs, ours }).map((match) => [
    match.state,
    match.theirs?.id ?? null,
    match.ours?.id ?? null,
    match.difference.amount,
  ]);

describe("one line beside another", () => {
  it.each<[string, Partial<CostLine> & { cents?: number }, unknown[][]]>([
    ["the same", {}, [["matched", "t", "o", 0]]],
    ["a coin a seat less", { cents: 10_090 }, [["matched", "t", "o", -10]]],
    ["a coin a seat more", { cents: 10_070 }, [["matched", "t", "o", 10]]],
    ["a coin too much", { cents: 10_069 }, [["price_difference", "t", "o", 11]]],
    ["a coin too little", { cents: 10_091 }, [["price_difference", "t", "o", -11]]],
    ["another quantity", { quantity: 11 }, [["quantity_difference", "t", "o", 0]]],
    ["another quantity and amount", { quantity: 8, cents: 8064 }, [["quantity_difference", "t", "o", 2016]]],
    [
      "another subscription",
      { subscriptionId: "sub2" },
      [
        ["missing_ours", "t", null, 10_080],
        ["missing_theirs", null, "o", -10_080],
      ],
    ],
    [
      "another direction",
      { cents: -10_080 },
      [
        ["missing_ours", "t", null, 10_080],
        ["missing_theirs", null, "o", 10_080],
      ],
    ],
    [
      "another currency",
      { amount: money(10_080, "USD") },
      [
        ["missing_ours", "t", null, 10_080],
        ["missing_theirs", null, "o", -10_080],
      ],
    ],
    ["a day beside", { period: { start: "2026-06-19", end: "2026-07-19" } }, [["matched", "t", "o", 0]]],
    ["sharing 16 of 30 days", { period: { start: "2026-07-02", end: "2026-08-01" } }, [["matched", "t", "o", 0]]],
    [
      "sharing 15 of 30 days",
      { period: { start: "2026-07-03", end: "2026-08-02" } },
      [
        ["missing_ours", "t", null, 10_080],
        ["missing_theirs", null, "o", -10_080],
      ],
    ],
    ["within, sharing 2 of 3 days", { period: { start: "2026-07-16", end: "2026-07-19" } }, [["matched", "t", "o", 0]]],
    [
      "sharing 1 of 2 days",
      { period: { start: "2026-07-17", end: "2026-07-19" } },
      [
        ["missing_ours", "t", null, 10_080],
        ["missing_theirs", null, "o", -10_080],
      ],
    ],
    [
      "of the next cycle",
      { period: { start: "2026-07-18", end: "2026-08-18" } },
      [
        ["missing_ours", "t", null, 10_080],
        ["missing_theirs", null, "o", -10_080],
      ],
    ],
  ])("%s", (_, ours, expected) => {
    expect(matched([line("t")], [line("o", ours)])).toEqual(expected);
  });

  it("is a refund beside a refund", () => {
    expect(matched([line("t", { cents: -9408 })], [line("o", { cents: -9409 })])).toEqual([["matched", "t", "o", 1]]);
  });
});

describe("several lines", () => {
  it("are put beside the closest period, then quantity, then amount, then id", () => {
    const next = { period: { start: "2026-06-19", end: "2026-07-19" } };
    expect(matched([line("t1", next), line("t2")], [line("o1"), line("o2", next)])).toEqual([
      ["matched", "t1", "o2", 0],
      ["matched", "t2", "o1", 0],
    ]);
    expect(matched([line("t")], [line("o1", { quantity: 9 }), line("o2", { cents: 9000 })])).toEqual([
      ["price_difference", "t", "o2", 1080],
      ["missing_theirs", null, "o1", -10_080],
    ]);
    expect(matched([line("t")], [line("o1", { cents: 10_000 }), line("o2", { cents: 10_085 })])).toEqual([
      ["matched", "t", "o2", -5],
      ["missing_theirs", null, "o1", -10_000],
    ]);
    expect(matched([line("t2"), line("t1")], [line("o2"), line("o1"), line("o3")])).toEqual([
      ["matched", "t2", "o2", 0],
      ["matched", "t1", "o1", 0],
      ["missing_theirs", null, "o3", -10_080],
    ]);
  });

  it("of one kind go to the lower ids where there are too few for all", () => {
    expect(matched([line("t2"), line("t1")], [line("o")])).toEqual([
      ["missing_ours", "t2", null, 10_080],
      ["matched", "t1", "o", 0],
    ]);
    expect(matched([line("t")], [line("o2"), line("o1")])).toEqual([
      ["matched", "t", "o1", 0],
      ["missing_theirs", null, "o2", -10_080],
    ]);
  });

  it("that the vendor states twice are matched once", () => {
    expect(matched([line("t1"), line("t2")], [line("o")])).toEqual([
      ["matched", "t1", "o", 0],
      ["missing_ours", "t2", null, 10_080],
    ]);
  });

  it("of months in a row find their own month though every cycle lies a day off", () => {
    const month = (start: string, end: string) => ({ period: { start, end } });
    const theirs = [line("t1", month("2026-01-30", "2026-02-27")), line("t2", month("2026-02-27", "2026-03-30"))];
    const ours = [line("o2", month("2026-02-28", "2026-03-30")), line("o1", month("2026-01-30", "2026-02-28"))];
    expect(matched(theirs, ours)).toEqual([
      ["matched", "t1", "o1", 0],
      ["matched", "t2", "o2", 0],
    ]);
  });

  const lines = (prefix: string) =>
    fc
      .array(
        fc.record({
          subscription: fc.constantFrom("a", "b"),
          start: fc.nat({ max: 40 }),
          days: fc.integer({ min: 1, max: 31 }),
          quantity: fc.integer({ min: 1, max: 4 }),
          cents: fc.integer({ min: -300, max: 300 }),
        }),
        { maxLength: 10 },
      )
      .map((list) =>
        list.map(({ subscription, start, days, quantity, cents }, index) =>
          line(`${prefix}${index}`, {
            subscriptionId: subscription,
            period: { start: addDays("2026-01-01", start), end: addDays("2026-01-01", start + days) },
            quantity,
            cents,
          }),
        ),
      );

  it("come back exactly once each, and their differences add up", () => {
    fc.assert(
      fc.property(lines("t"), lines("o"), (theirs, ours) => {
        const matches = matchLines({ theirs, ours });
        expect(matches.flatMap((match) => (match.theirs ? [match.theirs] : []))).toEqual(theirs);
        const back = matches.flatMap((match) => (match.ours ? [match.ours.id] : []));
        expect([...back].sort()).toEqual(ours.map(({ id }) => id).sort());
        const total = (list: readonly CostLine[]) => list.reduce((sum, { amount }) => sum + amount.amount, 0);
        const differences = matches.reduce((sum, { difference }) => sum + difference.amount, 0);
        expect(differences).toBe(total(theirs) - total(ours));
        for (const match of matches) {
          expect(match.state === "missing_ours").toBe(match.ours === null);
          expect(match.state === "missing_theirs").toBe(match.theirs === null);
        }
      }),
    );
  });

  it("leave nothing open on both sides that could be partners", () => {
    fc.assert(
      fc.property(lines("t"), lines("o"), (theirs, ours) => {
        const matches = matchLines({ theirs, ours });
        const alone = matches.filter(({ state }) => state === "missing_ours").map((match) => match.theirs as CostLine);
        const left = matches.filter(({ state }) => state === "missing_theirs").map((match) => match.ours as CostLine);
        for (const one of alone) {
          const again = matchLines({ theirs: [one], ours: left });
          expect(again[0]?.state).toBe("missing_ours");
        }
      }),
    );
  });

  it("are matched the same in any order, and all of them with themselves", () => {
    const byTheirs = (list: ReturnType<typeof matchLines>) =>
      list.map(({ state, theirs, ours }) => `${state} ${theirs?.id} ${ours?.id}`).sort();
    fc.assert(
      fc.property(lines("t"), lines("o"), (theirs, ours) => {
        const reversed = matchLines({ theirs: [...theirs].reverse(), ours: [...ours].reverse() });
        expect(byTheirs(reversed)).toEqual(byTheirs(matchLines({ theirs, ours })));
        const same = matchLines({ theirs, ours: theirs });
        expect(same.every(({ state, difference }) => state === "matched" && difference.amount === 0)).toBe(true);
      }),
    );
  });
});

describe("a line of the vendor by itself", () => {
  const stated = (rest: Partial<VendorLineAmounts>): VendorLineAmounts => ({
    effectiveUnitPrice: "9.408",
    billableQuantity: 12,
    subtotal: money(11_289, "EUR"),
    tax: money(2145, "EUR"),
    total: money(13_434, "EUR"),
    ...rest,
  });

  it.each<[string, Partial<VendorLineAmounts>]>([
    ["the example", {}],
    ["a coin a seat more", { subtotal: money(11_301, "EUR"), total: money(13_446, "EUR") }],
    ["a coin a seat less", { subtotal: money(11_277, "EUR"), total: money(13_422, "EUR") }],
    [
      "a refund",
      {
        effectiveUnitPrice: "-9.408",
        billableQuantity: 10,
        subtotal: money(-9408, "EUR"),
        tax: money(-1788, "EUR"),
        total: money(-11_196, "EUR"),
      },
    ],
    [
      "whole yen, cut",
      {
        effectiveUnitPrice: "33.339",
        billableQuantity: 100,
        subtotal: money(3433, "JPY"),
        tax: money(0, "JPY"),
        total: money(3433, "JPY"),
      },
    ],
  ])("is believed: %s", (_, rest) => {
    expect(checkVendorLine(stated(rest))).toEqual([]);
  });

  it.each<[string, Partial<VendorLineAmounts>, [string, number][]]>([
    ["a coin too much", { subtotal: money(11_302, "EUR"), total: money(13_447, "EUR") }, [["subtotal", 13]]],
    ["a coin too little", { subtotal: money(11_276, "EUR"), total: money(13_421, "EUR") }, [["subtotal", -13]]],
    ["a total that is a coin too high", { total: money(13_435, "EUR") }, [["total", 1]]],
    ["a total that is a coin too low", { total: money(13_433, "EUR") }, [["total", -1]]],
  ])("is doubted: %s", (_, rest, expected) => {
    expect(checkVendorLine(stated(rest)).map(({ field, difference }) => [field, difference.amount])).toEqual(expected);
  });

  it.each(["", "1e3", "--1", "9,4"])("with the unit price %j is refused", (effectiveUnitPrice) => {
    expect(() => checkVendorLine(stated({ effectiveUnitPrice }))).toThrow(`"${effectiveUnitPrice}" is not a plain`);
  });
});
