import fc from "fast-check";
import {
  add,
  allocate,
  compare,
  divideRounded,
  fromDecimalString,
  isKnownCurrency,
  isNegative,
  isZero,
  minorUnitDigits,
  money,
  multiplyFraction,
  negate,
  type RoundingPolicy,
  readDecimal,
  subtract,
  sum,
  times,
  toDecimalString,
} from "./index";

const amounts = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const currencies = fc.constantFrom("USD", "EUR", "JPY", "KWD", "CLF");
const roundings = fc.constantFrom<RoundingPolicy>("half_up", "half_even", "down", "up");

describe("currencies", () => {
  it.each([
    ["JPY", 0],
    ["ISK", 0],
    ["USD", 2],
    ["EUR", 2],
    ["KWD", 3],
    ["BHD", 3],
    ["CLF", 4],
  ])("%s has %i decimals", (currency, digits) => {
    expect(minorUnitDigits(currency)).toBe(digits);
    expect(isKnownCurrency(currency)).toBe(true);
  });

  it.each(["usd", "US", "XXX", "", "DOLLAR", "toString"])("refuses %j by name", (currency) => {
    expect(() => minorUnitDigits(currency)).toThrow(`"${currency}" is not a known currency`);
    expect(isKnownCurrency(currency)).toBe(false);
  });
});

describe("rounding", () => {
  it.each<[RoundingPolicy, number, number, number, number]>([
    // quotients:   2.5  -2.5  3.5  7/3
    ["half_up", 3, -3, 4, 2],
    ["half_even", 2, -2, 4, 2],
    ["down", 2, -2, 3, 2],
    ["up", 3, -3, 4, 3],
  ])("%s brings 2.5, -2.5, 3.5 and 2.33 to %i, %i, %i and %i", (rounding, ...expected) => {
    const quotients = [
      [5n, 2n],
      [-5n, 2n],
      [7n, 2n],
      [7n, 3n],
    ] as const;
    expect(quotients.map(([n, d]) => Number(divideRounded(n, d, rounding)))).toEqual(expected);
  });

  it("leaves exact quotients alone", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10_000n }), roundings, (quotient, denominator, rounding) => {
        expect(divideRounded(quotient * denominator, denominator, rounding)).toBe(quotient);
      }),
    );
  });

  it("rounds a credit as the mirror image of the charge, less than one coin away", () => {
    const numerators = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(numerators, fc.bigInt({ min: 1n, max: 10_000n }), roundings, (numerator, denominator, rounding) => {
        const rounded = divideRounded(numerator, denominator, rounding);
        expect(divideRounded(-numerator, denominator, rounding)).toBe(-rounded);
        const distance = rounded * denominator - numerator;
        expect(distance < denominator && distance > -denominator).toBe(true);
      }),
    );
  });

  it.each([0n, -3n])("refuses the denominator %s", (denominator) => {
    expect(() => divideRounded(1n, denominator, "down")).toThrow("denominator must be positive");
  });
});

describe("arithmetic", () => {
  it("adds, subtracts, negates, multiplies and compares", () => {
    const a = money(1000, "USD");
    const b = money(-250, "USD");
    expect(add(a, b)).toEqual({ amount: 750, currency: "USD" });
    expect(subtract(a, b)).toEqual({ amount: 1250, currency: "USD" });
    expect(negate(b)).toEqual({ amount: 250, currency: "USD" });
    expect(times(b, -3)).toEqual({ amount: 750, currency: "USD" });
    expect([compare(a, b), compare(b, a), compare(a, money(1000, "USD"))]).toEqual([1, -1, 0]);
    expect([isZero(a), isZero(money(0, "USD")), isNegative(a), isNegative(b)]).toEqual([false, true, false, true]);
    expect(sum([a, b, b], "USD")).toEqual({ amount: 500, currency: "USD" });
    expect(sum([], "JPY")).toEqual({ amount: 0, currency: "JPY" });
  });

  it("never makes a negative zero", () => {
    const zeros = [money(-0, "USD"), negate(money(0, "USD")), times(money(5, "USD"), -0)];
    for (const zero of zeros) {
      expect(Object.is(zero.amount, 0)).toBe(true);
    }
  });

  it("refuses to mix currencies in every operation", () => {
    const usd = money(1, "USD");
    const eur = money(1, "EUR");
    for (const mix of [() => add(usd, eur), () => subtract(usd, eur), () => compare(usd, eur)]) {
      expect(mix).toThrow("Cannot combine USD with EUR");
    }
    expect(() => sum([usd], "EUR")).toThrow("Cannot combine EUR with USD");
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuses the amount %d", (amount) => {
    expect(() => money(amount, "USD")).toThrow("whole number of minor units");
  });

  it("refuses sums and products beyond exact integers", () => {
    const huge = money(Number.MAX_SAFE_INTEGER, "USD");
    expect(() => add(huge, money(1, "USD"))).toThrow(RangeError);
    expect(() => times(huge, 2)).toThrow(RangeError);
    expect(() => times(huge, 0.5)).toThrow("quantity must be a whole number");
  });

  it("multiplies before it divides, even where the product leaves the exact integers", () => {
    const large = money(9_000_000_000_000_000, "USD");
    expect(multiplyFraction(large, { numerator: 364, denominator: 365 }, "down").amount).toBe(8_975_342_465_753_424);
    expect(multiplyFraction(money(2200, "USD"), { numerator: 14, denominator: 31 }, "down").amount).toBe(993);
    expect(multiplyFraction(money(11_000, "USD"), { numerator: 14, denominator: 31 }, "half_up").amount).toBe(4968);
  });

  it.each([
    [1.5, 2],
    [1, 2.5],
  ])("refuses the fraction %d/%d", (numerator, denominator) => {
    expect(() => multiplyFraction(money(1, "USD"), { numerator, denominator }, "down")).toThrow("whole numbers");
  });
});

describe("decimal text", () => {
  it.each([
    ["220.00", 22_000, "USD"],
    ["0.05", 5, "USD"],
    ["-0.05", -5, "USD"],
    ["-12.30", -1230, "EUR"],
    ["4956", 4956, "JPY"],
    ["-7", -7, "JPY"],
    ["1.005", 1005, "KWD"],
    ["0.0001", 1, "CLF"],
  ])("%s is %i minor units of %s, both ways", (text, amount, currency) => {
    expect(fromDecimalString(text, currency)).toEqual({ amount, currency });
    expect(toDecimalString(money(amount, currency))).toBe(text);
  });

  it("accepts fewer decimals than the currency has", () => {
    expect(fromDecimalString("22", "USD").amount).toBe(2200);
    expect(fromDecimalString("22.5", "USD").amount).toBe(2250);
  });

  it.each(["1e3", "NaN", "Infinity", "", " 1", "1 ", "1,00", "1.", ".5", "+1", "--1", "0x10", "1_000", "1.2.3", "١"])(
    "refuses %j",
    (text) => {
      expect(() => fromDecimalString(text, "EUR")).toThrow(`"${text}" is not an amount`);
    },
  );

  it.each([
    ["0.001", "EUR", "EUR has 2 decimals"],
    ["0.000", "EUR", "EUR has 2 decimals"],
    ["1.0", "JPY", "JPY has 0 decimals"],
    ["99999999999999999", "USD", "too large"],
  ])("refuses %s %s: %s", (text, currency, reason) => {
    expect(() => fromDecimalString(text, currency)).toThrow(reason);
  });

  it("reads back what it writes", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), currencies, (amount, currency) => {
        const m = money(amount, currency);
        expect(fromDecimalString(toDecimalString(m), currency)).toEqual(m);
      }),
    );
  });
});

describe("exact decimals", () => {
  it.each([
    ["0.005001", 5001n, 1_000_000n],
    ["22", 22n, 1n],
    ["10.08", 1008n, 100n],
  ])("%s is %s / %s", (text, numerator, denominator) => {
    expect(readDecimal(text)).toEqual({ numerator, denominator });
  });

  it.each(["-1", "1e3", "", "1.", ".5", "NaN"])("refuses %j", (text) => {
    expect(readDecimal(text)).toBeNull();
  });
});

describe("allocate", () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some((weight) => weight > 0));

  it.each<[number, number[], number[]]>([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, [3, 7], [2, 3]],
    [10, [0, 1, 0], [0, 10, 0]],
    [1, [1, 2, 2], [0, 1, 0]],
    [0, [1, 2], [0, 0]],
  ])("splits %i by %j into %j", (total, by, parts) => {
    expect(allocate(money(total, "USD"), by).map((part) => part.amount)).toEqual(parts);
  });

  it("conserves the total, keeps each part within a coin of its share, mirrors credits", () => {
    fc.assert(
      fc.property(amounts, weights, currencies, (total, by, currency) => {
        const parts = allocate(money(total, currency), by);
        expect(sum(parts, currency).amount).toBe(total);
        const whole = by.reduce((a, b) => a + b, 0);
        parts.forEach((part, index) => {
          expect(Math.abs(part.amount - (total * (by[index] ?? 0)) / whole)).toBeLessThan(1.000001);
        });
        expect(allocate(money(-total, currency), by)).toEqual(parts.map(negate));
      }),
    );
  });

  it.each<[number[], string]>([
    [[], "At least one weight"],
    [[0, 0], "At least one weight"],
    [[1, -1], "got -1"],
    [[0.5], "got 0.5"],
  ])("refuses the weights %j", (by, reason) => {
    expect(() => allocate(money(1, "USD"), by)).toThrow(reason);
  });
});
