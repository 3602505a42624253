import fc from "fast-check";
import {
  AmountFormatError,
  add,
  allocate,
  CurrencyMismatchError,
  compare,
  divideRounded,
  divideSafeIntegers,
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
  UnknownCurrencyError,
} from "./index";

const amounts = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const currencies = fc.constantFrom("USD", "EUR", "JPY", "KWD", "CLF");
const roundings = fc.constantFrom<RoundingPolicy>("half_up", "half_down", "half_even", "down", "up");
const exactIntegers = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -100, max: 100 }),
  fc.integer({ min: 0, max: 50 }).map((below) => Number.MAX_SAFE_INTEGER - below),
);
const denominators = exactIntegers.map((value) => Math.abs(value) || 1);

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

  it("has every code of the list", () => {
    const some = "AED CRC CUP JMD KES NIO NOK SZL THB ZWG BIF XPF BHD TND UYW".split(" ");
    expect(some.filter((currency) => !isKnownCurrency(currency))).toEqual([]);
  });

  it.each(["usd", "US", "XXX", "", "DOLLAR", "toString"])("refuses %j by name", (currency) => {
    expect(() => minorUnitDigits(currency)).toThrow(UnknownCurrencyError);
    expect(() => minorUnitDigits(currency)).toThrow(`"${currency}" is not a known currency`);
    expect(isKnownCurrency(currency)).toBe(false);
  });
});

describe("rounding", () => {
  it.each<[RoundingPolicy, number, number, number, number]>([
    // quotients:   2.5  -2.5  3.5  7/3
    ["half_up", 3, -3, 4, 2],
    ["half_down", 2, -2, 3, 2],
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

  it.each<[RoundingPolicy, number, number]>([
    ["half_up", 3, 1],
    ["half_down", 3, 1],
    ["half_even", 3, 1],
    ["down", 2, 1],
    ["up", 3, 2],
  ])("%s brings 2.75 to %i and 1.25 to %i", (rounding, ...expected) => {
    expect([divideSafeIntegers(11, 4, rounding), divideSafeIntegers(5, 4, rounding)]).toEqual(expected);
  });

  it("gives the same with and without big integers, up to the last exact one", () => {
    fc.assert(
      fc.property(exactIntegers, denominators, roundings, (numerator, denominator, rounding) => {
        const quick = divideSafeIntegers(numerator, denominator, rounding);
        expect(BigInt(quick)).toBe(divideRounded(BigInt(numerator), BigInt(denominator), rounding));
        expect(Object.is(quick, -0)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("gives the same with and without big integers on every small ratio", () => {
    const named: RoundingPolicy[] = ["half_up", "half_down", "half_even", "down", "up"];
    for (let denominator = 1; denominator <= 12; denominator += 1) {
      for (let numerator = -40; numerator <= 40; numerator += 1) {
        const quick = named.map((rounding) => BigInt(divideSafeIntegers(numerator, denominator, rounding)));
        const big = named.map((rounding) => divideRounded(BigInt(numerator), BigInt(denominator), rounding));
        expect([numerator, denominator, ...quick]).toEqual([numerator, denominator, ...big]);
      }
    }
  });

  it.each([0n, -3n])("refuses the denominator %s", (denominator) => {
    expect(() => divideRounded(1n, denominator, "down")).toThrow("denominator must be positive");
  });

  it.each([
    [1, 0],
    [1, -3],
    [1, 1.5],
    [0.5, 1],
    [2 ** 53, 1],
  ])("refuses %d / %d without big integers", (numerator, denominator) => {
    expect(() => divideSafeIntegers(numerator, denominator, "down")).toThrow("Whole numbers and a positive");
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
    expect(isNegative(money(0, "USD"))).toBe(false);
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
      expect(mix).toThrow(CurrencyMismatchError);
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

  it("multiplies exactly at any size", () => {
    const factors = fc.integer({ min: 0, max: 1100 });
    fc.assert(
      fc.property(exactIntegers, factors, fc.integer({ min: 1, max: 1100 }), roundings, (amount, n, d, rounding) => {
        const numerator = Math.min(n, d);
        const exact = divideRounded(BigInt(amount) * BigInt(numerator), BigInt(d), rounding);
        expect(multiplyFraction(money(amount, "USD"), { numerator, denominator: d }, rounding)).toEqual(
          money(Number(exact), "USD"),
        );
      }),
      { numRuns: 500 },
    );
  });

  it.each([0, -31])("refuses a fraction over %i", (denominator) => {
    const share = { numerator: 1, denominator };
    expect(() => multiplyFraction(money(1, "USD"), share, "down")).toThrow("positive denominator");
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
    ["0.00", 0, "USD"],
    ["0", 0, "JPY"],
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
      expect(() => fromDecimalString(text, "EUR")).toThrow(AmountFormatError);
      expect(() => fromDecimalString(text, "EUR")).toThrow(`"${text}" is not an amount: write digits`);
    },
  );

  it("calls errors by their names", () => {
    expect(new UnknownCurrencyError("x")).toMatchObject({ name: "UnknownCurrencyError", currency: "x" });
    expect(new AmountFormatError("x", "y").name).toBe("AmountFormatError");
    expect(new CurrencyMismatchError("USD", "EUR").name).toBe("CurrencyMismatchError");
  });

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

  it("gives no coin to a weight of nothing, and never less to the larger weight", () => {
    fc.assert(
      fc.property(fc.nat(), weights, (total, by) => {
        const parts = allocate(money(total, "USD"), by).map((part) => part.amount);
        by.forEach((weight, index) => {
          if (weight === 0) {
            expect(parts[index]).toBe(0);
          }
          by.forEach((other, place) => {
            if (weight > other) {
              expect(parts[index]).toBeGreaterThanOrEqual(parts[place] ?? 0);
            }
          });
        });
      }),
    );
  });

  it("conserves totals and weights at the edge of the exact integers", () => {
    const largest = Number.MAX_SAFE_INTEGER;
    const parts = allocate(money(-largest, "JPY"), [largest, largest - 1, largest, 1]);
    expect(parts.reduce((total, part) => total + BigInt(part.amount), 0n)).toBe(BigInt(-largest));
    expect(parts.map((part) => part.amount)).toEqual([-3002399751580331, -3002399751580330, -3002399751580330, 0]);
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
