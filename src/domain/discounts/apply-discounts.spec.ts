import { money } from "../money";
import { applyDiscounts, type Discount, prepareDiscounts } from "./index";
import {
  added,
  amount,
  apply,
  april,
  billed,
  discount,
  item,
  line,
  opening,
  parts,
  percent,
  taken,
} from "./testing/sample";

const returned = line("sub1:return", -8800, { period: { start: "2026-03-20", end: "2026-04-15" } });
const cancelled = line("sub1:cancellation", -22_000);

describe("a percentage", () => {
  it("is taken off, and explains itself", () => {
    expect(apply([opening], [discount("d1", { name: "Three products" })])).toEqual([
      {
        ...opening,
        discount: money(440, "USD"),
        net: money(21_560, "USD"),
        discounts: [
          {
            discountId: "d1",
            name: "Three products",
            inWords: "2%",
            numerator: "1",
            denominator: "50",
            limit: null,
            amount: money(440, "USD"),
          },
        ],
      },
    ]);
  });

  it("is rounded half up, and of a credit as the mirror image", () => {
    expect(taken(apply([line("a", 25)], [discount("d1")]))).toEqual([1]);
    expect(taken(apply([line("a", 24)], [discount("d1")]))).toEqual([0]);
    expect(taken(apply([line("a", -25)], [discount("d1")]))).toEqual([-1]);
  });

  it("leaves lines alone when there is none, and keeps what they bring", () => {
    expect(apply([{ ...opening, formula: "10 seats" } as typeof opening], [])).toEqual([
      { ...opening, formula: "10 seats", discount: money(0, "USD"), net: opening.amount, discounts: [] },
    ]);
  });

  it("of 100 takes everything and leaves nothing to those after it", () => {
    const [free] = apply([opening], [discount("a", { value: percent("100") }), discount("b")]);
    expect(free).toMatchObject({ net: money(0, "USD"), discounts: [{ discountId: "a" }] });
    expect(free?.discounts).toHaveLength(1);
  });
});

describe("stacking", () => {
  const two = discount("two");
  const three = discount("three", { value: percent("3"), order: 2 });

  it("takes each from what the ones before left, by order", () => {
    // 2 % of 220.00 = 4.40; 3 % of 215.60 = 6.468
    const [first] = apply([opening], [three, two]);
    expect(first?.discounts.map((each) => [each.discountId, each.numerator, each.denominator])).toEqual([
      ["two", "1", "50"],
      ["three", "147", "5000"],
    ]);
    expect(first && parts(first)).toEqual({ two: 440, three: 647 });
  });

  it("settles equal orders by id", () => {
    const [first] = apply([opening], [discount("b"), discount("a", { value: percent("50") }), discount("c")]);
    expect(first?.discounts.map((each) => each.discountId)).toEqual(["a", "b", "c"]);
  });

  it("lets the first exclusive one apply alone", () => {
    const alone = discount("alone", { value: percent("1"), order: 5, exclusive: true });
    const second = discount("second", { value: percent("9"), order: 6, exclusive: true });
    expect(apply([opening], [two, second, alone, three]).map(parts)).toEqual([{ alone: 220 }]);
  });

  it("does not let an exclusive one in that does not apply", () => {
    const others = discount("others", { exclusive: true, scope: { kind: "subscriptions", subscriptionIds: ["x"] } });
    expect(apply([opening], [two, others]).map(parts)).toEqual([{ two: 440 }]);
  });

  it("never takes more than there is, however small the line", () => {
    const halves = ["a", "b", "c"].map((id) => discount(id, { value: percent("50") }));
    expect(apply([line("a", 1)], halves).map(parts)).toEqual([{ a: 1, b: 0, c: 0 }]);
    expect(apply([line("a", 3)], halves).map(parts)).toEqual([{ a: 2, b: 1, c: 0 }]);
  });
});

describe("an amount", () => {
  it("per line is taken from what each charge period opens with", () => {
    const lines = apply([opening, april], [discount("d1", { value: amount(1000, "line") })]);
    expect(taken(lines)).toEqual([1000, 1000]);
    expect(lines[0]?.discounts).toEqual([
      {
        discountId: "d1",
        name: "Discount d1",
        inWords: "10.00 USD",
        numerator: "1",
        denominator: "22",
        limit: money(1000, "USD"),
        amount: money(1000, "USD"),
      },
    ]);
  });

  it("after another amount is taken whole from what that one left", () => {
    const two = [discount("a", { value: amount(1000, "line") }), discount("b", { value: amount(300, "line") })];
    expect(apply([opening], two).map(parts)).toEqual([{ a: 1000, b: 300 }]);
  });

  it("per line takes at most the line", () => {
    expect(apply([line("a", 700)], [discount("d1", { value: amount(1000, "line") })])).toMatchObject([
      { discount: money(700, "USD"), net: money(0, "USD") },
    ]);
  });

  it("per invoice is shared out by what is left of the lines, to the last coin", () => {
    const other = line("sub2:cycle", 10_000, { subscriptionId: "sub2" });
    const third = line("sub3:cycle", 1000, { subscriptionId: "sub3" });
    const off = discount("off", { value: amount(1000, "invoice"), order: 2 });
    expect(taken(apply([opening, other, third], [off]))).toEqual([667, 303, 30]);
    const half = discount("half", {
      value: percent("50"),
      scope: { kind: "subscriptions", subscriptionIds: ["sub1"] },
    });
    // 110.00, 100.00 and 10.00 are left
    expect(apply([third, opening, other], [off, half]).map(parts)).toEqual([
      { off: 45 },
      { half: 11_000, off: 500 },
      { off: 455 },
    ]);
  });

  it("per invoice gives the coin that is left to the same line, in whatever order the lines come", () => {
    const twins = ["c", "a", "b"].map((id) => line(id, 500, { subscriptionId: id }));
    const lines = apply(twins, [discount("off", { value: amount(100, "invoice") })]);
    expect(lines.map((each) => [each.key, each.discount.amount])).toEqual([
      ["c", 33],
      ["a", 34],
      ["b", 33],
    ]);
  });

  it("per invoice takes at most all lines, and nothing from an invoice without charges", () => {
    const off = discount("off", { value: amount(100_000, "invoice") });
    expect(taken(apply([opening, april], [off]))).toEqual([22_000, 22_000]);
    expect(apply([cancelled], [off])).toMatchObject([{ discount: money(0, "USD"), discounts: [] }]);
  });

  it("becomes a share of the opening day's charges: a later line gets none of it, a return gives its part back", () => {
    const off = discount("off", { value: amount(1000, "line") });
    expect(taken(apply([added, opening], [off]))).toEqual([0, 1000]);
    expect(taken(apply([opening, returned], [off]))).toEqual([1000, -400]);
    expect(taken(apply([opening, cancelled], [off]))).toEqual([1000, -1000]);
    expect(taken(apply([opening, line("sub1:more", 11_000)], [off]))).toEqual([667, 333]);
  });

  it("does not grow with seats added to a line it took whole", () => {
    const off = discount("off", { value: amount(100_000, "line") });
    const many = line("sub1:seat_change", 900_000, { period: { start: "2026-03-16", end: "2026-04-15" } });
    const lines = apply([opening, many], [off]);
    expect(taken(lines)).toEqual([22_000, 0]);
    const back = line("sub1:back", -900_000, { period: { start: "2026-03-17", end: "2026-04-15" } });
    expect(taken(apply([back], [off], { billed: billed(lines) }))).toEqual([0]);
  });

  it("stacks with percentages by exact shares that survive the store", () => {
    const stack = [
      discount("a"),
      discount("b", { value: amount(1000, "line") }),
      discount("c", { value: percent("3") }),
    ];
    const first = apply([opening], stack);
    expect(first.map(parts)).toEqual([{ a: 440, b: 1000, c: 617 }]);
    expect(first[0]?.discounts.map((each) => `${each.numerator}/${each.denominator}`)).toEqual([
      "1/50",
      "1/22",
      "771/27500",
    ]);
    expect(apply([cancelled], [], { billed: billed(first) }).map(parts)).toEqual([{ a: -440, b: -1000, c: -617 }]);
    // 132.00 stay: 2.64, then 129.36 x 1000/21560 = 6.00, then 3 % of 123.36
    const part = [{ a: -176, b: -400, c: -247 }];
    expect(apply([returned], [], { billed: billed(first) }).map(parts)).toEqual(part);
    expect(apply([opening, returned], stack).map(parts).slice(1)).toEqual(part);
  });
});

describe("a charge period keeps what it was first billed with", () => {
  const two = discount("two");

  it("when the discount is over", () => {
    const first = billed(apply([opening], [two]));
    const [later] = apply([added], [], { billed: first });
    // 2 % of 269.65 = 5.393, less the 4.40 taken before
    expect(later).toMatchObject({
      discount: money(99, "USD"),
      discounts: [{ discountId: "two", name: "Discount two" }],
    });
  });

  it("when a discount begins", () => {
    const first = billed(apply([opening], []));
    expect(apply([added, april], [two], { billed: first }).map(parts)).toEqual([{}, { two: 440 }]);
  });

  it("when the discount took nothing from the first line", () => {
    const first = billed(apply([line("a", 10)], [two]));
    expect(first[0]?.discounts).toHaveLength(1);
    expect(taken(apply([line("b", 40)], [], { billed: first }))).toEqual([1]);
  });

  it("and a credit gives back what was really taken, even if shares would give another coin today", () => {
    const [stored] = billed(apply([opening], [two]));
    const odd = { ...stored, discounts: stored?.discounts.map((each) => ({ ...each, amount: money(441, "USD") })) };
    const [back] = apply([cancelled], [two], { billed: [odd as NonNullable<typeof stored>] });
    expect(back).toMatchObject({ discount: money(-441, "USD"), net: money(-21_559, "USD") });
  });

  it("but other charge periods and other subscriptions have their own", () => {
    const other = line("sub2:cycle", 22_000, { subscriptionId: "sub2" });
    const first = billed(apply([opening], [two]));
    const longer = line("sub1:longer", 22_000, { referencePeriod: { start: "2026-03-15", end: "2027-03-15" } });
    expect(taken(apply([april, other, longer, added], [], { billed: first }))).toEqual([0, 0, 0, 99]);
  });

  it("and refuses lines of one period that carry different discounts", () => {
    const first = billed(apply([opening], [two]));
    const second = billed(apply([added], [discount("two", { value: percent("3") })]));
    const third = billed(apply([added], [discount("three")]));
    const fourth = billed(apply([added], [discount("two", { value: percent("1") })]));
    for (const other of [second, third, fourth, billed(apply([added], []))]) {
      for (const both of [
        [...first, ...other],
        [...other, ...first],
      ]) {
        expect(() => apply([cancelled], [], { billed: both })).toThrow(
          "The lines billed for sub1 from 2026-03-15 carry different discounts.",
        );
      }
    }
  });

  it.each([
    ["2", "1"],
    ["1", "0"],
    ["-1", "50"],
  ])("and refuses the stored share %s/%s", (numerator, denominator) => {
    const [stored] = billed(apply([opening], [two]));
    const broken = { ...stored, discounts: stored?.discounts.map((each) => ({ ...each, numerator, denominator })) };
    expect(() => apply([cancelled], [], { billed: [broken as NonNullable<typeof stored>] })).toThrow("between 0 and 1");
  });
});

describe("the order of lines", () => {
  it("does not matter to what is taken from each; results come in the order of the lines", () => {
    const lines = [cancelled, added, opening];
    const discounted = apply(lines, [discount("d1", { value: percent("12.5") })]);
    expect(discounted.map((each) => each.key)).toEqual(lines.map((each) => each.key));
    // In the period: the cancellation, the opening, then the seats added.
    expect(taken(discounted)).toEqual([-2750, 621, 2750]);
  });
});

describe("currencies", () => {
  it("refuses lines, billed lines and prepared discounts in another one", () => {
    const euro = { ...opening, amount: money(1, "EUR") };
    expect(() => apply([euro], [])).toThrow("Cannot combine USD with EUR");
    const stored = billed(apply([euro], [discount("d1")], { currency: "EUR" }));
    expect(() => apply([opening], [], { billed: stored })).toThrow("Cannot combine USD with EUR");
    expect(() => apply([opening], [], { discounts: prepareDiscounts([], "EUR") })).toThrow(
      "Cannot combine USD with EUR",
    );
  });

  it("refuses an amount in another one, for the customers it is for", () => {
    const foreign = discount("d1", {
      value: amount(100, "line", "EUR"),
      customers: { kind: "companies", companyIds: ["comp2"] },
    });
    expect(taken(apply([opening], [foreign]))).toEqual([0]);
    expect(() => apply([opening], [foreign], { companyId: "comp2" })).toThrow(
      "Discount d1: value.amount.currency must be USD, got EUR.",
    );
  });

  it("knows coins: 2 % of 220 yen are 4", () => {
    const yen = { ...opening, amount: money(220, "JPY") };
    expect(taken(apply([yen], [discount("d1")], { currency: "JPY" }))).toEqual([4]);
  });
});

describe("prepared discounts", () => {
  const discounts: Discount[] = [
    discount("b", { customers: { kind: "companies", companyIds: ["comp1", "comp1"] } }),
    discount("c", { value: percent("10"), order: 0 }),
    discount("a", { value: percent("5"), customers: { kind: "companies", companyIds: ["comp1", "comp2"] } }),
  ];

  it("are the same as discounts checked on the spot, for customer after customer", () => {
    const prepared = prepareDiscounts(discounts, "USD");
    for (const companyId of ["comp1", "comp2", "comp3", "comp1"]) {
      const input = { currency: "USD", companyId, lines: [opening], billed: [], portfolio: [item("sub1")] };
      expect(applyDiscounts({ ...input, discounts: prepared })).toEqual(applyDiscounts({ ...input, discounts }));
    }
  });

  it("are for all customers or for those they name, together in one order", () => {
    const idsFor = (companyId: string) =>
      apply([opening], discounts, { companyId }).map((each) => Object.keys(parts(each)));
    expect(idsFor("comp1")).toEqual([["c", "a", "b"]]);
    expect(idsFor("comp2")).toEqual([["c", "a"]]);
    expect(idsFor("comp3")).toEqual([["c"]]);
  });

  it("refuse a discount twice", () => {
    expect(() => prepareDiscounts([discount("d1"), discount("d1")], "USD")).toThrow("Discount d1: id occurs twice.");
  });
});

describe("two terms that share a reference period", () => {
  const FEBRUARY = { start: "2026-02-15", end: "2026-03-15" };
  const old = line("sub1:cycle:old", 4_000, {
    period: { start: "2026-02-15", end: "2026-02-20" },
    referencePeriod: FEBRUARY,
    termEventId: "first",
  });
  const renewed = line("sub1:cycle:new", 23_000, {
    period: { start: "2026-02-20", end: "2026-03-15" },
    referencePeriod: FEBRUARY,
    termEventId: "renewed",
  });
  const until18 = discount("d", { value: percent("50"), validUntil: "2026-02-18" });
  const from18 = discount("d", { value: percent("50"), validFrom: "2026-02-18" });

  it.each([
    ["ended in between", until18, [2_000, 0]],
    ["began in between", from18, [0, 11_500]],
  ] as const)("are each judged on their own first day: a discount that %s", (_, one, expected) => {
    expect(taken(apply([old, renewed], [one]))).toEqual(expected);
    expect(taken(apply([renewed, old], [one])).reverse()).toEqual(expected);
    const first = apply([old], [one]);
    expect([...taken(first), ...taken(apply([renewed], [one], { billed: billed(first) }))]).toEqual(expected);
  });

  it("and an amount off each line is taken off both", () => {
    const one = discount("d", { value: amount(1_000, "line") });
    const first = apply([old], [one]);
    expect(taken(apply([renewed], [one], { billed: billed(first) }))).toEqual([1_000]);
  });
});
