import fc from "fast-check";
import { decidingRules, PricingRuleError, type RuleScope, type RuleSubject, type ScopedRule } from "./index";

const subject: RuleSubject = {
  customerId: ["acme"],
  customerGroupId: ["gold", "east"],
  planId: ["e3-year"],
  offerId: ["e3"],
  categoryId: ["office", "all-saas"],
  segment: ["commercial"],
};
const at = (on: string) => new Date(`${on}T00:00:00.000Z`);
const rule = (
  id: string,
  scope: RuleScope,
  validFrom = "2026-01-01",
  validUntil: string | null = null,
): ScopedRule => ({
  id,
  scope,
  validFrom: at(validFrom),
  validUntil: validUntil === null ? null : at(validUntil),
});
const chosen = (rules: readonly ScopedRule[], on = "2026-06-01", who = subject) =>
  decidingRules(rules, who).find(({ from, until }) => from <= at(on) && (until === null || at(on) < until))?.rule.id ??
  null;

describe("which rule applies", () => {
  it.each<[RuleScope, boolean]>([
    [{}, true],
    [{ customerId: "acme" }, true],
    [{ customerId: "other" }, false],
    [{ customerGroupId: "east" }, true],
    [{ customerGroupId: "west" }, false],
    [{ planId: "e3-year" }, true],
    [{ planId: "e3-month" }, false],
    [{ offerId: "e3" }, true],
    [{ offerId: "e5" }, false],
    [{ categoryId: "all-saas" }, true],
    [{ categoryId: "games" }, false],
    [{ segment: "commercial" }, true],
    [{ segment: "education" }, false],
    [{ customerId: "acme", customerGroupId: "gold", offerId: "e3", categoryId: "office" }, true],
    [{ customerId: "acme", customerGroupId: "gold", offerId: "e3", categoryId: "games" }, false],
    [{ customerId: "acme", offerId: "e5" }, false],
  ])("%j: %s", (scope, applies) => {
    expect(chosen([rule("r", scope)])).toBe(applies ? "r" : null);
  });

  it.each([
    ["2026-02-28", null],
    ["2026-03-01", "r"],
    ["2026-08-31", "r"],
    ["2026-09-01", null],
  ])("at %s: %s", (on, id) => {
    expect(chosen([rule("r", {}, "2026-03-01", "2026-09-01")], on)).toBe(id);
  });

  it("is only one for everybody where the buyer is not known", () => {
    const guest = { planId: ["e3-year"] };
    const own = [rule("own", { customerId: "acme" }), rule("group", { customerGroupId: "gold" })];
    expect(chosen(own, "2026-06-01", guest)).toBeNull();
    expect(chosen([...own, rule("all", {})], "2026-06-01", guest)).toBe("all");
  });

  it("refuses a rule that ends before it begins, and names it", () => {
    const wrong = [rule("fine", {}), rule("wrong", { offerId: "e5" }, "2026-03-02", "2026-03-01")];
    expect(() => chosen(wrong)).toThrow(PricingRuleError);
    expect(() => chosen(wrong)).toThrow("validUntil: rule wrong ends at 2026-03-01");
  });

  it("takes a rule that was replaced in its first instant for one that never was", () => {
    expect(chosen([rule("slip", {}, "2026-03-01", "2026-03-01")], "2026-03-01")).toBeNull();
  });
});

describe("which of several rules decides", () => {
  // From the most specific to the least: each comes before all below it.
  const ladder: [string, RuleScope][] = [
    ["01", { customerId: "acme", customerGroupId: "gold", planId: "e3-year" }],
    ["02", { customerId: "acme", customerGroupId: "gold" }],
    ["03", { customerId: "acme", planId: "e3-year", offerId: "e3" }],
    ["04", { customerId: "acme", planId: "e3-year" }],
    ["05", { customerId: "acme", offerId: "e3" }],
    ["06", { customerId: "acme", categoryId: "office" }],
    ["07", { customerId: "acme", segment: "commercial" }],
    ["08", { customerId: "acme" }],
    ["09", { customerGroupId: "gold", planId: "e3-year" }],
    ["10", { customerGroupId: "gold" }],
    ["11", { planId: "e3-year" }],
    ["12", { offerId: "e3", categoryId: "office", segment: "commercial" }],
    ["13", { offerId: "e3" }],
    ["14", { categoryId: "office" }],
    ["15", { segment: "commercial" }],
    ["16", {}],
  ];

  it("comes from what it names, whatever the dates and ids", () => {
    ladder.forEach(([id, scope], index) => {
      for (const [lowerId, lowerScope] of ladder.slice(index + 1)) {
        const rules = [rule(`a${lowerId}`, lowerScope, "2026-05-31"), rule(`b${id}`, scope, "2020-01-01")];
        expect([lowerId, chosen(rules)]).toEqual([lowerId, `b${id}`]);
      }
    });
  });

  it("is the latest among equals, then the one with the lower id", () => {
    const old = rule("a", { offerId: "e3" }, "2026-01-01");
    const young = rule("c", { offerId: "e3" }, "2026-05-01");
    const twin = rule("b", { offerId: "e3" }, "2026-05-01");
    expect(chosen([old, young])).toBe("c");
    expect(chosen([old, young, twin])).toBe("b");
  });
});

describe("which rule decides when", () => {
  const periods = (rules: readonly ScopedRule[], who: RuleSubject = subject) =>
    decidingRules(rules, who).map(({ rule: { id }, from, until }) => [id, day(from), until && day(until)]);
  const day = (instant: Date) => instant.toISOString().slice(0, 10);

  it("is nobody where there is none", () => {
    expect(periods([])).toEqual([]);
    expect(periods([rule("r", { segment: "education" })])).toEqual([]);
  });

  it("is the general one until a segment has its own, and again from its end", () => {
    const own = rule("own", { segment: "commercial" }, "2026-03-01", "2026-05-01");
    expect(periods([own, rule("all", {})])).toEqual([
      ["all", "2026-01-01", "2026-03-01"],
      ["own", "2026-03-01", "2026-05-01"],
      ["all", "2026-05-01", null],
    ]);
  });

  it("is one period across the start of a rule that comes behind it, and leaves out days without a rule", () => {
    const own = rule("own", { segment: "commercial" }, "2026-01-01", "2026-06-01");
    expect(periods([own, rule("all", {}, "2026-03-01", "2026-04-01")])).toEqual([["own", "2026-01-01", "2026-06-01"]]);
    expect(periods([rule("a", {}, "2026-01-01", "2026-02-01"), rule("b", {}, "2026-03-01", "2026-04-01")])).toEqual([
      ["a", "2026-01-01", "2026-02-01"],
      ["b", "2026-03-01", "2026-04-01"],
    ]);
  });

  it("is at every instant one that applies and that none comes before, in whatever order the rules are given", () => {
    const scopes: RuleScope[] = [{ offerId: "e3" }, { segment: "commercial" }, {}, { offerId: "e5" }];
    const months = fc.integer({ min: 1, max: 12 }).map((month) => `2026-${String(month).padStart(2, "0")}-01`);
    const some = fc.uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1, maxLength: 3 }),
        place: fc.nat({ max: 3 }),
        from: months,
        until: fc.option(months),
      }),
      { selector: ({ id }) => id, maxLength: 8 },
    );
    fc.assert(
      fc.property(some, fc.func(fc.integer()), months, (list, weight, on) => {
        const given = list.map(({ id, place, from, until }) =>
          rule(id, scopes[place] ?? {}, from, until !== null && until >= from ? until : null),
        );
        const mixed = [...given].sort((a, b) => weight(a.id) - weight(b.id));
        expect(periods(mixed)).toEqual(periods(given));
        const inForce = list
          .filter(({ place, from, until }) => place < 3 && from <= on && (until === null || until < from || on < until))
          .sort((a, b) => a.place - b.place || (a.from < b.from ? 1 : a.from > b.from ? -1 : a.id < b.id ? -1 : 1));
        expect(chosen(given, on)).toBe(inForce[0]?.id ?? null);
      }),
    );
  });
});
