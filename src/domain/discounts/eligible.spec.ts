import { addDays } from "../calendar";
import type { ChargeLine } from "../charging";
import type { Discount, DiscountableLine, PortfolioItem } from "./index";
import { added, apply, april, discount, item, line, opening, parts, taken } from "./testing/sample";

const applies = (part: Partial<Discount>, portfolio?: readonly PortfolioItem[], companyId = "comp1") =>
  taken(apply([opening], [discount("d1", part)], { companyId, ...(portfolio && { portfolio }) }))[0] === 440;

describe("the day that decides is the first that the charge period serves", () => {
  it.each([
    ["begins the day before", "2026-03-14", null, true],
    ["begins on it", "2026-03-15", null, true],
    ["begins the day after", "2026-03-16", null, false],
    ["ends the day before", "2026-01-01", "2026-03-14", false],
    ["ends on it", "2026-01-01", "2026-03-15", false],
    ["ends the day after", "2026-01-01", "2026-03-16", true],
  ])("for a discount that %s", (_, validFrom, validUntil, expected) => {
    expect(applies({ validFrom, validUntil })).toBe(expected);
  });

  it("which in the stub before a billing day is later than the first day of the whole period", () => {
    const [from, before] = [added.period.start, addDays(added.period.start, -1)];
    expect(taken(apply([added], [discount("d1", { validFrom: from })]))).toEqual([99]);
    expect(taken(apply([added], [discount("d1", { validFrom: addDays(from, 1) })]))).toEqual([0]);
    expect(taken(apply([added], [discount("d1", { validUntil: from })]))).toEqual([0]);
    expect(before > added.referencePeriod.start).toBe(true);
  });
});

describe("the scope", () => {
  const portfolio = [item("sub1", { productId: "p1", planId: "plan1" })];

  it.each<[Discount["scope"], boolean]>([
    [{ kind: "all" }, true],
    [{ kind: "vendor", vendor: "microsoft" }, true],
    [{ kind: "vendor", vendor: "adobe" }, false],
    [{ kind: "products", productIds: ["p0", "p1"] }, true],
    [{ kind: "products", productIds: ["plan1"] }, false],
    [{ kind: "plans", planIds: ["plan1"] }, true],
    [{ kind: "plans", planIds: ["p1"] }, false],
    [{ kind: "subscriptions", subscriptionIds: ["sub1"] }, true],
    [{ kind: "subscriptions", subscriptionIds: ["sub2"] }, false],
  ])("%j", (scope, expected) => {
    expect(applies({ scope }, portfolio)).toBe(expected);
  });

  it("looks at the item that is live on the day", () => {
    const scope = { kind: "plans", planIds: ["new"] } as const;
    const switched = (on: string) => [
      item("sub2", { planId: "new" }),
      item("sub1", { planId: "old", period: { start: "2026-01-01", end: on } }),
      item("sub1", { planId: "new", period: { start: on, end: "2027-01-01" } }),
    ];
    expect(applies({ scope }, switched("2026-03-15"))).toBe(true);
    expect(applies({ scope }, switched("2026-03-16"))).toBe(false);
  });

  it("without a live item is only met by all and by the subscription's own id", () => {
    const none = [item("sub1", { seats: 0 }), item("sub1", { period: { start: "2026-03-16", end: "2026-03-17" } })];
    expect(applies({ scope: { kind: "all" } }, none)).toBe(true);
    expect(applies({ scope: { kind: "subscriptions", subscriptionIds: ["sub1"] } }, none)).toBe(true);
    expect(applies({ scope: { kind: "vendor", vendor: "microsoft" } }, none)).toBe(false);
  });
});

describe("the vendor mix", () => {
  const mix = (products: number, vendor = "microsoft"): Partial<Discount> => ({
    condition: { kind: "vendor_mix", vendor, products },
  });
  const three = [
    item("sub1", { productId: "a" }),
    item("sub2", { productId: "b" }),
    item("sub3", { productId: "b" }),
    item("sub4", { productId: "c" }),
    item("sub5", { productId: "d", vendor: "adobe" }),
    item("sub6", { productId: "e", seats: 0 }),
    item("sub7", { productId: "f", period: { start: "2026-01-01", end: "2026-03-15" } }),
    item("sub8", { productId: "g", period: { start: "2026-03-16", end: "2026-03-20" } }),
  ];

  it("counts different products of the vendor that are live on the day", () => {
    expect([2, 3, 4].map((products) => applies(mix(products), three))).toEqual([true, true, false]);
    expect([1, 2].map((products) => applies(mix(products, "adobe"), three))).toEqual([true, false]);
    expect(applies(mix(1, "google"), three)).toBe(false);
  });

  it("counts anew for each charge period's day and each vendor", () => {
    const leaving = [item("sub1", { productId: "a" }), item("sub2", { productId: "b", period: april.period })];
    const both = [discount("m", mix(2)), discount("n", mix(1)), discount("o", mix(1, "adobe"))];
    expect(apply([opening, april], both, { portfolio: leaving }).map(parts)).toEqual([{ n: 440 }, { m: 440, n: 431 }]);
  });
});

describe("the seats", () => {
  const atLeast = (seats: number): Partial<Discount> => ({ condition: { kind: "seats", atLeast: seats } });

  it.each([
    [9, true],
    [10, true],
    [11, false],
  ])("at least %i of the line's own subscription: %s", (seats, expected) => {
    expect(applies(atLeast(seats), [item("sub2", { seats: 50 }), item("sub1", { seats: 10 })])).toBe(expected);
  });

  it("of a subscription that is not live are none", () => {
    expect(applies(atLeast(1), [])).toBe(false);
  });
});

it.each([
  ["comp1", true],
  ["comp2", true],
  ["comp3", false],
])("a discount for two companies applies to %s: %s", (companyId, expected) => {
  expect(applies({ customers: { kind: "companies", companyIds: ["comp1", "comp2"] } }, undefined, companyId)).toBe(
    expected,
  );
});

it("takes charge lines as they are", () => {
  const asCharged = (charge: ChargeLine): DiscountableLine => charge;
  expect(asCharged).toHaveLength(1);
  expect(taken(apply([line("a", 0)], [discount("d1")]))).toEqual([0]);
});
