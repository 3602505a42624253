import fc from "fast-check";
import { divideRounded, money } from "../money";
import {
  explainRating,
  type PeriodPrice,
  RatingError,
  ratePart,
  rateToDate,
  totalQuantity,
  type UnitPricing,
} from "./index";

const tiers = [
  { upTo: "10", unitAmount: "5", flatAmount: "3" },
  { upTo: "20.5", unitAmount: "4" },
  { upTo: null, unitAmount: "1.05", flatAmount: "2" },
];
const graduated: UnitPricing = { kind: "graduated", tiers };
const volume: UnitPricing = { kind: "volume", tiers };
const packages: UnitPricing = { kind: "package", size: "2.5", packageAmount: "8" };
const perUnit: UnitPricing = { kind: "per_unit", unitAmount: "0.03825" };

const explained = (price: PeriodPrice, quantityToDate: string, isFinal = true) =>
  explainRating({ price, quantityToDate, isFinal }).map((part) => [
    part.what,
    part.units,
    part.unitAmount,
    part.amount,
  ]);

describe("the explanation of an amount", () => {
  it.each<[string, PeriodPrice, string, string[][]]>([
    ["units", { pricing: perUnit }, "1000.50", [["units", "1000.5", "0.03825", "38.269125"]]],
    ["nothing used", { pricing: perUnit }, "0", []],
    ["a fixed amount", { pricing: { kind: "flat", amount: "9.90" } }, "3", [["fixed amount", "1", "9.9", "9.9"]]],
    ["no fixed amount", { pricing: { kind: "flat", amount: "9.90" } }, "0", []],
    ["a one-time fee", { pricing: { kind: "one_time", amount: "250" } }, "0", [["one-time fee", "1", "250", "250"]]],
    ["packages", { pricing: packages }, "7.6", [["started packages of 2.5 units", "4", "8", "32"]]],
    [
      "the first tier",
      { pricing: graduated },
      "4",
      [
        ["units over 0 up to 10", "4", "5", "20"],
        ["fixed amount of the tier over 0 up to 10", "1", "3", "3"],
      ],
    ],
    [
      "all tiers",
      { pricing: graduated },
      "22",
      [
        ["units over 0 up to 10", "10", "5", "50"],
        ["fixed amount of the tier over 0 up to 10", "1", "3", "3"],
        ["units over 10 up to 20.5", "10.5", "4", "42"],
        ["units over 20.5", "1.5", "1.05", "1.575"],
        ["fixed amount of the tier over 20.5", "1", "2", "2"],
      ],
    ],
    [
      "the tier of the volume",
      { pricing: volume },
      "22",
      [
        ["all units, at the tier over 20.5", "22", "1.05", "23.1"],
        ["fixed amount of the tier over 20.5", "1", "2", "2"],
      ],
    ],
    [
      "free units",
      { pricing: perUnit, freeUnits: "100" },
      "150",
      [
        ["free units", "100", "0", "0"],
        ["units", "50", "0.03825", "1.9125"],
      ],
    ],
    ["only free units", { pricing: perUnit, freeUnits: "100" }, "0.50", [["free units", "0.5", "0", "0"]]],
    [
      "the minimum",
      { pricing: packages, minimum: "50.00" },
      "1",
      [
        ["started packages of 2.5 units", "1", "8", "8"],
        ["up to the minimum of 50.00", "1", "42", "42"],
      ],
    ],
    ["the minimum of nothing", { pricing: perUnit, minimum: "5" }, "0", [["up to the minimum of 5", "1", "5", "5"]]],
    [
      "the maximum",
      { pricing: packages, maximum: "10.5" },
      "5",
      [
        ["started packages of 2.5 units", "2", "8", "16"],
        ["down to the maximum of 10.5", "1", "-5.5", "-5.5"],
      ],
    ],
  ])("names %s", (_, price, quantity, expected) => {
    expect(explained(price, quantity)).toEqual(expected);
  });

  it("owes a minimum only at the end, and none where it is reached", () => {
    expect(explained({ pricing: packages, minimum: "50" }, "1", false)).toHaveLength(1);
    expect(explained({ pricing: packages, minimum: "8" }, "1")).toHaveLength(1);
    expect(explained({ pricing: packages, maximum: "8" }, "1")).toHaveLength(1);
  });

  const pricings = fc.constantFrom<UnitPricing>(perUnit, graduated, volume, packages, {
    kind: "flat",
    amount: "0.999",
  });
  const limits = fc.constantFrom({}, { freeUnits: "3.3" }, { minimum: "50.005" }, { maximum: "40.015" });
  const quantities = fc.nat({ max: 60_000 }).map((thousandths) => (thousandths / 1000).toFixed(3));

  it("adds up to the rated amount before rounding", () => {
    fc.assert(
      fc.property(pricings, limits, quantities, fc.boolean(), (pricing, limit, quantityToDate, isFinal) => {
        const price = { pricing, ...limit };
        const parts = explainRating({ price, quantityToDate, isFinal });
        const scale = 10n ** 12n;
        const exact = parts.reduce((total, part) => total + scaled(part.amount, 12), 0n);
        for (const part of parts) {
          expect(scaled(part.units, 12) * scaled(part.unitAmount, 12)).toBe(scaled(part.amount, 24));
        }
        const rated = rateToDate({ price, currency: "USD", rounding: "half_up", quantityToDate, isFinal });
        expect(divideRounded(exact * 100n, scale, "half_up")).toBe(BigInt(rated.amount));
      }),
      { numRuns: 300 },
    );
  });

  /** Decimal text as an integer of 10^-decimals. */
  function scaled(text: string, decimals: number): bigint {
    const [whole = "", fraction = ""] = text.replace("-", "").split(".");
    const value = BigInt(whole + fraction.padEnd(decimals, "0"));
    return text.startsWith("-") ? -value : value;
  }
});

describe("amounts over a period", () => {
  const at = (price: PeriodPrice, milliUnits: number, isFinal = false) =>
    rateToDate({
      price,
      currency: "USD",
      rounding: "half_up",
      quantityToDate: (milliUnits / 1000).toFixed(3),
      isFinal,
    });
  const used = fc.nat({ max: 60_000 });
  const limits = fc.constantFrom({}, { freeUnits: "3.3" }, { minimum: "50" }, { maximum: "40.01" });

  it("never fall while more is used, except by volume", () => {
    const pricings = fc.constantFrom<UnitPricing>(perUnit, graduated, packages, { kind: "flat", amount: "5" });
    fc.assert(
      fc.property(pricings, limits, used, used, fc.boolean(), (pricing, limit, a, b, isFinal) => {
        const price = { pricing, ...limit };
        const less = at(price, Math.min(a, b), isFinal).amount;
        expect(at(price, Math.max(a, b), isFinal).amount).toBeGreaterThanOrEqual(less);
      }),
    );
    expect(at({ pricing: volume }, 10_000).amount).toBeGreaterThan(at({ pricing: volume }, 10_001).amount);
  });

  it("give free units once, however the period is split", () => {
    const price = { pricing: { kind: "per_unit", unitAmount: "1" } as const, freeUnits: "10" };
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 12 }), (days) => {
        let total = 0;
        let billed = money(0, "USD");
        for (const units of days) {
          total += units;
          const part = ratePart({
            price,
            currency: "USD",
            rounding: "half_up",
            quantityToDate: String(total),
            isFinal: false,
            billedSoFar: billed,
          });
          expect(part.amount).toBeGreaterThanOrEqual(0);
          billed = money(billed.amount + part.amount, "USD");
        }
        expect(billed.amount).toBe(100 * Math.max(0, total - 10));
      }),
    );
  });

  it("give back exactly what was billed for usage that is withdrawn", () => {
    const pricings = fc.constantFrom<UnitPricing>(perUnit, graduated, volume, packages);
    fc.assert(
      fc.property(pricings, limits, used, used, (pricing, limit, a, b) => {
        const price = { pricing, ...limit };
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const withdrawn = ratePart({
          price,
          currency: "USD",
          rounding: "half_up",
          quantityToDate: totalQuantity([(more / 1000).toFixed(3), `-${((more - less) / 1000).toFixed(3)}`]),
          isFinal: false,
          billedSoFar: at(price, more),
        });
        expect(withdrawn.amount).toBe(at(price, less).amount - at(price, more).amount);
      }),
    );
    expect(
      ratePart({
        price: { pricing: graduated },
        currency: "USD",
        rounding: "half_up",
        quantityToDate: "9",
        isFinal: false,
        billedSoFar: money(5700, "USD"),
      }),
    ).toEqual(money(-900, "USD"));
  });
});

describe("the quantity of a period", () => {
  it.each<[string[], string]>([
    [[], "0"],
    [["1", "2.50", "0.005001"], "3.505001"],
    [["100", "-0.5"], "99.5"],
    [["-5", "5"], "0"],
    [["10.0"], "10"],
    [["0.1", "0.2"], "0.3"],
    [["-0"], "0"],
  ])("of %j is %s", (records, total) => {
    expect(totalQuantity(records)).toBe(total);
  });

  it.each<[string[], string]>([
    [["1", "x"], 'records.1: "x" is not a plain decimal'],
    [["--1"], 'records.0: "-1" is not a plain decimal'],
    [["1e3"], "records.0: "],
    [["1", "-1.001"], "records: withdraw more than was used: -0.001"],
  ])("of %j is refused", (records, message) => {
    expect(() => totalQuantity(records)).toThrow(RatingError);
    expect(() => totalQuantity(records)).toThrow(message);
  });

  it("does not depend on the order of the records", () => {
    const records = fc.array(fc.integer({ min: -500, max: 5000 }).map((value) => (value / 1000).toFixed(3)));
    fc.assert(
      fc.property(records, (list) => {
        const total = list.reduce((sum, text) => sum + Math.round(Number(text) * 1000), 0);
        if (total < 0) {
          expect(() => totalQuantity(list)).toThrow(RatingError);
        } else {
          expect(Number(totalQuantity(list))).toBe(total / 1000);
          expect(totalQuantity([...list].reverse())).toBe(totalQuantity(list));
        }
      }),
    );
  });
});
