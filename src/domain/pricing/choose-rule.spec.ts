import fc from "fast-check";
import { chooseRule, PricingRuleError, type RuleScope, type RuleSubject, type ScopedRule } from "./index";

const subject: RuleSubject = {
  customerId: "acme",
  customerGroupIds: ["gold", "east"],
  planId: "e3-year",
  offerId: "e3",
  categoryIds: ["office", "all-saas"],
  segment: "commercial",
};
const rule = (
  id: string,
  scope: RuleScope,
  validFrom = "2026-01-01",
  validUntil: string | null = null,
): ScopedRule => ({
  id,
  name: id.toUpperCase(),
  scope,
  validFrom,
  validUntil,
});
const chosen = (rules: readonly ScopedRule[], on = "2026-06-01", who = subject) =>
  chooseRule(rules, who, on)?.rule.id ?? null;

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
  ])("on %s: %s", (on, id) => {
    expect(chosen([rule("r", {}, "2026-03-01", "2026-09-01")], on)).toBe(id);
  });

  it("gives a guest only what is for everybody", () => {
    const guest = { ...subject, customerId: null, customerGroupIds: [] };
    expect(
      chosen([rule("own", { customerId: "acme" }), rule("group", { customerGroupId: "gold" })], "2026-06-01", guest),
    ).toBeNull();
    expect(chosen([rule("all", {})], "2026-06-01", guest)).toBe("all");
  });

  it("refuses a rule that ends before it begins, and names it", () => {
    const wrong = [rule("fine", {}), rule("wrong", { offerId: "e5" }, "2026-03-01", "2026-03-01")];
    expect(() => chosen(wrong)).toThrow(PricingRuleError);
    expect(() => chosen(wrong)).toThrow("validUntil: rule wrong ends on 2026-03-01");
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

  it("tells why it won over each of the others, in their order", () => {
    const rules = [
      rule("all", {}),
      rule("twin", { customerId: "acme" }, "2026-03-01"),
      rule("group", { customerGroupId: "gold" }),
      rule("old", { customerId: "acme" }, "2026-02-01"),
      rule("other", { customerId: "other" }),
      rule("new", { customerId: "acme" }, "2026-03-01"),
    ];
    expect(chooseRule(rules, subject, "2026-06-01")).toEqual({
      rule: rules[5],
      explanation: [
        { ruleId: "twin", because: "both are as specific and began on one day; the lower id comes first" },
        { ruleId: "old", because: '"NEW" began later: 1 Mar 2026, not 1 Feb 2026' },
        { ruleId: "group", because: '"NEW" names this customer, "GROUP" does not' },
        { ruleId: "all", because: '"NEW" names this customer, "ALL" does not' },
      ],
    });
    expect(chooseRule([], subject, "2026-06-01")).toBeNull();
  });

  it.each<[RuleScope, string]>([
    [{ customerGroupId: "gold" }, "a group of the customer"],
    [{ planId: "e3-year" }, "this plan"],
    [{ offerId: "e3" }, "this offer"],
    [{ categoryId: "office" }, "a category of the offer"],
    [{ segment: "commercial" }, "the price segment"],
  ])("%j is called %s", (scope, words) => {
    const [why] = chooseRule([rule("r", scope), rule("all", {})], subject, "2026-06-01")?.explanation ?? [];
    expect(why?.because).toBe(`"R" names ${words}, "ALL" does not`);
  });

  it("does not depend on the order in which rules are given", () => {
    const scopes = fc.constantFrom(...ladder.map(([, scope]) => scope));
    const days = fc.constantFrom("2026-01-01", "2026-02-01", "2026-05-31", "2026-07-01");
    const rules = fc.uniqueArray(
      fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), scope: scopes, from: days }),
      { selector: ({ id }) => id, maxLength: 8 },
    );
    fc.assert(
      fc.property(rules, fc.func(fc.integer()), (list, weight) => {
        const given = list.map(({ id, scope, from }) => rule(id, scope, from));
        const mixed = [...given].sort((a, b) => weight(a.id) - weight(b.id));
        expect(chooseRule(mixed, subject, "2026-06-01")).toEqual(chooseRule(given, subject, "2026-06-01"));
      }),
    );
  });
});
