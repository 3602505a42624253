import fc from "fast-check";
import { applyPricingRule, installment, type PricingRule, PricingRuleError } from "./index";

describe("installment", () => {
  it.each([
    [26_400, 12, [...Array(12).fill(2200)]],
    [26_399, 12, [...Array(11).fill(2199), 2210]],
    [100, 3, [33, 33, 34]],
    [2, 3, [0, 0, 2]],
    [0, 2, [0, 0]],
    [500, 1, [500]],
  ])("%i in %i charges", (price, count, parts) => {
    expect(parts.map((_, index) => installment(price, count, index))).toEqual(parts);
  });

  it("parts of any split add up to the price and none is negative", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 36 }), (price, count) => {
        const parts = Array.from({ length: count }, (_, index) => BigInt(installment(price, count, index)));
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(BigInt(price));
        expect(parts.every((part) => part >= 0n)).toBe(true);
      }),
    );
  });

  it.each([
    [-1, 12, 0, "price of a term"],
    [0.5, 12, 0, "price of a term"],
    [100, 0, 0, "number of charges"],
    [100, 1.5, 0, "number of charges"],
    [100, 12, 12, "Charge 12 does not exist"],
    [100, 12, -1, "Charge -1 does not exist"],
    [100, 12, 0.5, "Charge 0.5 does not exist"],
  ])("refuses price %d, %d charges, index %d", (price, count, index, problem) => {
    expect(() => installment(price, count, index)).toThrow(problem);
  });
});

function price(
  rule: PricingRule,
  input: Partial<{ cost: string; list: string; currency: string; charges: number }> = {},
) {
  const { cost = "221.76", list = "277.20", currency = "USD", charges = 12 } = input;
  const priced = applyPricingRule({ cost, list, currency, chargeCount: charges, rule });
  return [
    priced.termPrice.amount,
    priced.pricePerCharge.amount,
    priced.lastCharge.amount,
    priced.marginPercent,
    priced.belowFloor,
  ];
}

describe("pricing rules", () => {
  it.each<[string, PricingRule, unknown[]]>([
    ["list as it is", { kind: "list_less_discount", discountPercent: "0" }, [27_720, 2310, 2310, "20.00", false]],
    ["list less 5 %", { kind: "list_less_discount", discountPercent: "5" }, [26_334, 2194, 2200, "15.79", false]],
    [
      "list less 20 % = cost",
      { kind: "list_less_discount", discountPercent: "20" },
      [22_176, 1848, 1848, "0.00", false],
    ],
    ["list less 21 %", { kind: "list_less_discount", discountPercent: "21" }, [21_899, 1824, 1835, "-1.26", true]],
    ["list less all", { kind: "list_less_discount", discountPercent: "100" }, [0, 0, 0, "-100.00", true]],
    ["cost plus 25 %", { kind: "cost_plus_margin", marginPercent: "25" }, [27_720, 2310, 2310, "20.00", false]],
    ["cost plus 12.5 %", { kind: "cost_plus_margin", marginPercent: "12.5" }, [24_948, 2079, 2079, "11.11", false]],
    ["fixed", { kind: "fixed", termPrice: "264" }, [26_400, 2200, 2200, "16.00", false]],
    [
      "a floor above the margin",
      { kind: "fixed", termPrice: "264.00", floorMarginPercent: "16.01" },
      [26_400, 2200, 2200, "16.00", true],
    ],
    [
      "a floor at the margin",
      { kind: "fixed", termPrice: "264.00", floorMarginPercent: "16" },
      [26_400, 2200, 2200, "16.00", false],
    ],
  ])("%s", (_, rule, expected) => {
    expect(price(rule)).toEqual(expected);
  });

  it.each([
    ["half_up", 2195],
    ["half_down", 2195],
    ["half_even", 2195],
    ["up", 2195],
    ["down", 2190],
  ] as const)("brings the price of a charge to a step, %s", (mode, perCharge) => {
    // 26 334 / 12 = 2194.5
    const rounding = { step: "0.05", mode };
    const [term, each, last] = price({ kind: "list_less_discount", discountPercent: "5", rounding });
    expect([term, each, last]).toEqual([perCharge * 12, perCharge, perCharge]);
  });

  it("works in whole yen, in fils, and on prices finer than a coin", () => {
    const list = { kind: "list_less_discount", discountPercent: "0" } as const;
    expect(price(list, { cost: "4000", list: "4956.35", currency: "JPY", charges: 1 })).toEqual([
      4956,
      4956,
      4956,
      "19.29",
      false,
    ]);
    expect(price(list, { cost: "100", list: "132.9905", currency: "KWD", charges: 1 })[0]).toBe(132_991);
    const step = { ...list, rounding: { step: "100", mode: "up" } } as const;
    expect(price(step, { cost: "1", list: "4956.35", currency: "JPY", charges: 3 }).slice(0, 3)).toEqual([
      5100, 1700, 1700,
    ]);
  });

  it("loses no digit of a long price", () => {
    expect(price({ kind: "fixed", termPrice: "45035996273704.964999999999" }, { charges: 1 })[0]).toBe(
      4_503_599_627_370_496,
    );
  });

  it("calls a free plan without cost a margin of nothing", () => {
    expect(price({ kind: "list_less_discount", discountPercent: "0" }, { cost: "0", list: "0" })).toEqual([
      0,
      0,
      0,
      "0.00",
      false,
    ]);
  });

  it.each<[string, PricingRule, object, string?]>([
    ["cost", { kind: "fixed", termPrice: "1" }, { cost: "1e3" }, '"1e3" is not a plain decimal number'],
    ["cost", { kind: "fixed", termPrice: "1" }, { cost: "-1" }, "must be at least 0, got -1"],
    ["list", { kind: "fixed", termPrice: "1" }, { list: "" }],
    ["marginPercent", { kind: "cost_plus_margin", marginPercent: "-5" }, {}],
    ["discountPercent", { kind: "list_less_discount", discountPercent: "100.01" }, {}, "at most 100, got 100.01"],
    ["discountPercent", { kind: "list_less_discount", discountPercent: "NaN" }, {}],
    ["termPrice", { kind: "fixed", termPrice: "12,50" }, {}],
    ["rounding.step", { kind: "fixed", termPrice: "1", rounding: { step: "x", mode: "up" } }, {}],
    ["rounding.step", { kind: "fixed", termPrice: "1", rounding: { step: "0", mode: "up" } }, {}, "whole coins, got 0"],
    ["rounding.step", { kind: "fixed", termPrice: "1", rounding: { step: "0.001", mode: "up" } }, {}],
    ["floorMarginPercent", { kind: "fixed", termPrice: "1", floorMarginPercent: "x" }, {}],
    ["price", { kind: "fixed", termPrice: "99999999999999999" }, {}, "is too large: 9999999999999999900 minor units"],
  ])("refuses a bad %s and names it", (field, rule, input, problem = "") => {
    let caught: unknown;
    try {
      price(rule, input);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(PricingRuleError);
    expect(caught).toMatchObject({ name: "PricingRuleError", field });
    expect((caught as PricingRuleError).message).toContain(`${field}: `);
    expect((caught as PricingRuleError).message).toContain(problem);
  });

  it("charges of any priced plan add up to its term", () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 }).map((value) => (value / 10_000).toFixed(4));
    const percents = fc.integer({ min: 0, max: 10_000 }).map((value) => (value / 100).toFixed(2));
    fc.assert(
      fc.property(cents, percents, fc.constantFrom(1, 3, 12, 36), fc.boolean(), (list, percent, charges, stepped) => {
        const rounding = { step: "0.05", mode: "half_up" } as const;
        const rule: PricingRule = {
          kind: "list_less_discount",
          discountPercent: percent,
          ...(stepped ? { rounding } : {}),
        };
        const [term, each, last] = price(rule, { list, charges }) as number[];
        expect((each ?? 0) * (charges - 1) + (last ?? 0)).toBe(term);
      }),
    );
  });
});
