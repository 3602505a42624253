import fc from "fast-check";
import { applyPricingRule, type PriceRounding, PricingRuleError } from "./index";

/** Price of each charge, minor units, of a plan that costs `termPrice` before rounding. */
function charged(
  termPrice: string,
  rounding: PriceRounding,
  input: Partial<{ cost: string; currency: string; charges: number; floor: string }> = {},
) {
  const { cost = "0", currency = "USD", charges = 1, floor = "0" } = input;
  const rule = { kind: "fixed", termPrice, rounding, floorMarginPercent: floor } as const;
  const priced = applyPricingRule({ cost, list: "0", currency, chargeCount: charges, rule });
  expect(priced.termPrice.amount).toBe(priced.pricePerCharge.amount * charges);
  expect(priced.lastCharge).toEqual(priced.pricePerCharge);
  return priced;
}
const price = (...args: Parameters<typeof charged>) => charged(...args).pricePerCharge.amount;

describe("price endings", () => {
  it.each([
    // ending, currency, price, up, down, nearest
    [".90", "USD", "22.89", 2290, 2190, 2290],
    [".90", "USD", "22.90", 2290, 2290, 2290],
    [".90", "USD", "22.91", 2390, 2290, 2290],
    [".90", "USD", "22.39", 2290, 2190, 2190],
    [".90", "USD", "22.40", 2290, 2190, 2290],
    [".90", "USD", "0.05", 90, 90, 90],
    [".9", "USD", "22.89", 2290, 2190, 2290],
    [".99", "EUR", "1.00", 199, 99, 99],
    ["9", "USD", "23.10", 2900, 1900, 1900],
    ["9", "USD", "24.00", 2900, 1900, 2900],
    ["9", "USD", "3.10", 900, 900, 900],
    ["9.90", "USD", "23.10", 2990, 1990, 1990],
    ["00", "USD", "149.99", 20_000, 10_000, 10_000],
    [".00", "USD", "22.50", 2300, 2200, 2300],
    ["80", "JPY", "4956.35", 4980, 4880, 4980],
    ["980", "JPY", "1400", 1980, 980, 980],
    [".990", "KWD", "4.2", 4990, 3990, 3990],
  ])("%s in %s brings %s to %i, %i, %i (up, down, nearest)", (ending, currency, exact, up, down, nearest) => {
    const prices = (["up", "down", "nearest"] as const).map((mode) => price(exact, { ending, mode }, { currency }));
    expect(prices).toEqual([up, down, nearest]);
  });

  it("counts for each charge, not for the term", () => {
    expect(price("264", { ending: ".99", mode: "down" }, { charges: 12 })).toBe(2199);
    expect(price("100", { ending: ".99", mode: "up" }, { charges: 3 })).toBe(3399);
  });

  it("leaves a price of nothing at nothing", () => {
    expect(price("0", { ending: ".90", mode: "up" })).toBe(0);
    expect(price("0", { ending: ".90", mode: "up", respectFloor: true }, { cost: "5" })).toBe(0);
  });

  it.each<[string, string, boolean, number, string, boolean]>([
    // cost, floor, respectFloor, price, margin, below floor
    ["19.70", "10", false, 2190, "10.05", false],
    ["19.80", "10", false, 2190, "9.59", true],
    ["19.80", "10", true, 2290, "13.54", false],
    ["19.71", "10", true, 2190, "10.00", false],
    ["19.72", "10", true, 2290, "13.89", false],
    ["40.00", "10", true, 4490, "10.91", false],
    ["24.00", "-10", true, 2190, "-9.59", false],
    ["24.20", "-10", true, 2290, "-5.68", false],
  ])("a cost of %s with a floor of %s %%, kept %s, gives %i", (cost, floor, respectFloor, minor, margin, below) => {
    const priced = charged("22.05", { ending: ".90", mode: "down", respectFloor }, { cost, floor });
    expect([priced.termPrice.amount, priced.marginPercent, priced.belowFloor]).toEqual([minor, margin, below]);
  });

  it("says so when no price reaches the floor", () => {
    const rounding = { ending: ".90", mode: "down", respectFloor: true } as const;
    const priced = charged("22.05", rounding, { cost: "1", floor: "100" });
    expect([priced.termPrice.amount, priced.belowFloor]).toEqual([2190, true]);
    expect(charged("22.05", rounding, { cost: "0", floor: "100" }).belowFloor).toBe(false);
  });

  it.each([
    ["", "USD", "not the end of a price"],
    [".", "USD", "not the end of a price"],
    ["9.", "USD", "not the end of a price"],
    ["-9", "USD", "not the end of a price"],
    ["x9", "USD", "not the end of a price"],
    ["9,90", "USD", "not the end of a price"],
    [".999", "USD", "finer than the currency's 2 decimals"],
    [".90", "JPY", "finer than the currency's 0 decimals"],
  ])("refuses the ending %j in %s", (ending, currency, problem) => {
    const attempt = () => price("10", { ending, mode: "up" }, { currency });
    expect(attempt).toThrow(PricingRuleError);
    expect(attempt).toThrow(`rounding.ending: `);
    expect(attempt).toThrow(problem);
  });

  const endings = fc.constantFrom(".90", ".99", ".5", "9", "9.90", "00", "95.00");
  const modes = fc.constantFrom("up", "down", "nearest");
  const centPrices = fc.integer({ min: 1, max: 5_000_000 });
  const asText = (cents: number) => (cents / 100).toFixed(2);
  const spacing = (ending: string) => 100 * 10 ** (ending.split(".")[0] ?? "").length;

  it("gives a price with the ending, on the asked side and less than one step away", () => {
    fc.assert(
      fc.property(centPrices, endings, modes, (cents, ending, mode) => {
        const rounded = price(asText(cents), { ending, mode });
        const every = spacing(ending);
        expect(rounded % every).toBe(Math.round(Number(`0${ending}`) * 100));
        const first = Math.round(Number(`0${ending}`) * 100);
        const distance = rounded - cents;
        if (mode === "up") {
          expect(distance).toBeGreaterThanOrEqual(0);
          expect(distance).toBeLessThan(cents < first ? first : every);
        } else if (cents >= first) {
          expect(Math.abs(distance)).toBeLessThan(mode === "down" ? every : every / 2 + 1);
          expect(mode === "down" && distance > 0).toBe(false);
        } else {
          expect(rounded).toBe(first);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("with respect for the floor is never below it, and never higher than it must be", () => {
    const floors = fc.integer({ min: -20, max: 80 });
    const charges = fc.constantFrom(1, 12, 36);
    fc.assert(
      fc.property(
        centPrices,
        centPrices,
        endings,
        modes,
        floors,
        charges,
        (cents, cost, ending, mode, floor, count) => {
          const input = { cost: asText(cost), floor: String(floor), charges: count };
          const free = charged(asText(cents), { ending, mode }, input);
          const kept = charged(asText(cents), { ending, mode, respectFloor: true }, input);
          expect(kept.belowFloor).toBe(false);
          if (free.belowFloor) {
            const oneLower = kept.pricePerCharge.amount - spacing(ending);
            const margin = (100 * (oneLower * count - cost)) / (oneLower * count);
            expect(oneLower <= 0 || margin < floor).toBe(true);
          } else {
            expect(kept).toEqual(free);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
