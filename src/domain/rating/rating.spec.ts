import fc from "fast-check";
import { money, type RoundingPolicy } from "../money";
import { type PeriodPrice, RatingError, ratePart, rateToDate, type UnitPricing } from "./index";

const rated = (price: PeriodPrice, quantityToDate: string, isFinal = true, currency = "USD") =>
  rateToDate({ price, currency, rounding: "half_up", quantityToDate, isFinal }).amount;

const perUnit: UnitPricing = { kind: "per_unit", unitAmount: "0.03825" };
const graduated: UnitPricing = {
  kind: "graduated",
  tiers: [
    { upTo: "10", unitAmount: "5", flatAmount: "3" },
    { upTo: "20.5", unitAmount: "4" },
    { upTo: null, unitAmount: "1", flatAmount: "2" },
  ],
};
const volume: UnitPricing = { ...graduated, kind: "volume" };

describe("pricing of a quantity", () => {
  it.each<[UnitPricing, string, number]>([
    [perUnit, "1000", 3825],
    [perUnit, "0.005001", 0],
    [perUnit, "0.2", 1],
    [{ kind: "per_unit", unitAmount: "22" }, "10", 22_000],
    [{ kind: "flat", amount: "99.5" }, "0", 0],
    [{ kind: "flat", amount: "99.5" }, "0.1", 9950],
    [{ kind: "flat", amount: "99.5" }, "7", 9950],
    [{ kind: "one_time", amount: "250" }, "0", 25_000],
    [{ kind: "one_time", amount: "250" }, "7", 25_000],
    [{ kind: "package", size: "100", packageAmount: "8" }, "0", 0],
    [{ kind: "package", size: "100", packageAmount: "8" }, "0.5", 800],
    [{ kind: "package", size: "100", packageAmount: "8" }, "100", 800],
    [{ kind: "package", size: "100", packageAmount: "8" }, "100.01", 1600],
    [{ kind: "package", size: "2.5", packageAmount: "8" }, "7.5", 2400],
    [graduated, "0", 0],
    [graduated, "1", 800],
    [graduated, "10", 5300],
    [graduated, "11", 5700],
    [graduated, "20.5", 9500],
    [graduated, "21.5", 9800],
    [volume, "0", 0],
    [volume, "10", 5300],
    [volume, "10.1", 4040],
    [volume, "20.5", 8200],
    [volume, "21", 2300],
  ])("%j of %s is %i", (pricing, quantity, amount) => {
    expect(rated({ pricing }, quantity)).toBe(amount);
  });

  it("rounds the sum, not its parts, and in the currency's coins", () => {
    expect(rated({ pricing: perUnit }, "100.5", true, "JPY")).toBe(4);
    expect(rated({ pricing: perUnit }, "100.5", true, "KWD")).toBe(3844);
  });
});

describe("what counts once in a period", () => {
  const unit: UnitPricing = { kind: "per_unit", unitAmount: "1" };

  it.each<[Omit<PeriodPrice, "pricing">, string, boolean, number]>([
    [{ freeUnits: "10" }, "4", true, 0],
    [{ freeUnits: "10" }, "10.5", true, 50],
    [{ minimum: "20" }, "5", true, 2000],
    [{ minimum: "20" }, "5", false, 500],
    [{ minimum: "20" }, "25", true, 2500],
    [{ maximum: "30" }, "31", true, 3000],
    [{ maximum: "30" }, "31", false, 3000],
    [{ maximum: "30" }, "30", true, 3000],
    [{ minimum: "30", maximum: "30" }, "1", true, 3000],
    [{ freeUnits: "5", minimum: "2", maximum: "4" }, "8", true, 300],
  ])("%j with %s units, final %s, is %i", (limits, quantity, isFinal, amount) => {
    expect(rated({ pricing: unit, ...limits }, quantity, isFinal)).toBe(amount);
  });

  it("parts of any split add up to the whole period", () => {
    const pricings = fc.constantFrom<UnitPricing>(
      perUnit,
      graduated,
      volume,
      unit,
      { kind: "package", size: "7", packageAmount: "0.333" },
      { kind: "flat", amount: "9.99" },
      { kind: "one_time", amount: "250" },
    );
    const roundings = fc.constantFrom<RoundingPolicy>("half_up", "half_even", "down", "up");
    const parts = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 8 });
    const limits = fc.constantFrom({}, { freeUnits: "3.3" }, { minimum: "50" }, { maximum: "40.01" });
    fc.assert(
      fc.property(pricings, roundings, parts, limits, (pricing, rounding, milliUnits, limit) => {
        const price = { pricing, ...limit };
        let used = 0;
        let billed = money(0, "USD");
        milliUnits.forEach((part, index) => {
          used += part;
          const isFinal = index === milliUnits.length - 1;
          const quantityToDate = (used / 1000).toFixed(3);
          const input = { price, currency: "USD", rounding, quantityToDate, isFinal };
          billed = money(billed.amount + ratePart({ ...input, billedSoFar: billed }).amount, "USD");
        });
        const quantityToDate = (used / 1000).toFixed(3);
        expect(billed).toEqual(rateToDate({ price, currency: "USD", rounding, quantityToDate, isFinal: true }));
      }),
      { numRuns: 300 },
    );
  });
});

describe("prices that cannot be used", () => {
  const tiers = (...list: [string | null, string][]): UnitPricing => ({
    kind: "graduated",
    tiers: list.map(([upTo, unitAmount]) => ({ upTo, unitAmount })),
  });

  it.each<[string, PeriodPrice, string, string?]>([
    ["quantity", { pricing: perUnit }, "-1"],
    ["quantity", { pricing: perUnit }, "1e3"],
    ["unitAmount", { pricing: { kind: "per_unit", unitAmount: "NaN" } }, "1"],
    ["amount", { pricing: { kind: "flat", amount: "-1" } }, "1"],
    ["amount", { pricing: { kind: "one_time", amount: "" } }, "1"],
    ["size", { pricing: { kind: "package", size: "0", packageAmount: "1" } }, "1", "greater than 0"],
    ["size", { pricing: { kind: "package", size: "x", packageAmount: "1" } }, "1"],
    ["packageAmount", { pricing: { kind: "package", size: "1", packageAmount: "x" } }, "1"],
    ["freeUnits", { pricing: perUnit, freeUnits: "x" }, "1"],
    ["minimum", { pricing: perUnit, minimum: "" }, "1"],
    ["maximum", { pricing: perUnit, maximum: "4,99" }, "1"],
    ["maximum", { pricing: perUnit, minimum: "5", maximum: "4.99" }, "1", "at least the minimum of 5, got 4.99"],
    ["tiers", { pricing: tiers() }, "1", "the last one must be open"],
    ["tiers", { pricing: tiers(["10", "1"]) }, "1"],
    ["tiers.1", { pricing: tiers(["10", "1"], ["10", "1"], [null, "1"]) }, "1", "begin where the tier before it ends"],
    ["tiers.1", { pricing: tiers([null, "1"], [null, "1"]) }, "1"],
    ["tiers.0", { pricing: tiers(["0", "1"], [null, "1"]) }, "1"],
    ["tiers.0.upTo", { pricing: tiers(["ten", "1"], [null, "1"]) }, "1"],
    ["tiers.1.unitAmount", { pricing: tiers(["10", "1"], [null, "one"]) }, "1"],
    [
      "tiers.0.flatAmount",
      { pricing: { kind: "volume", tiers: [{ upTo: null, unitAmount: "1", flatAmount: "x" }] } },
      "1",
    ],
  ])("names %s", (field, price, quantity, problem = "") => {
    let caught: unknown;
    try {
      rated(price, quantity);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(RatingError);
    expect(caught).toMatchObject({ name: "RatingError", field });
    expect((caught as RatingError).message).toContain(`${field}: `);
    expect((caught as RatingError).message).toContain(problem);
  });
});
