import { compare, minus, paymentsUntilDearer, percentAbove, plus, times } from "./money.server";

const usd = (amount: string) => ({ amount, currency: "USD" });

describe("money on the server", () => {
  it("calculates with exact decimals", () => {
    expect(plus(usd("0.10"), usd("0.20"))).toEqual(usd("0.3"));
    expect(minus(usd("100.00"), usd("99.99"))).toEqual(usd("0.01"));
    expect(times(usd("23.10"), 12)).toEqual(usd("277.2"));
    expect(times(usd("90071992547409.93"), 3)).toEqual(usd("270215977642229.79"));
  });

  it("orders sums by value, not by text", () => {
    expect(compare(usd("9.00"), usd("10.00"))).toBe(-1);
    expect(compare(usd("10"), usd("10.00"))).toBe(0);
  });

  it("gives a surcharge in percent with one decimal", () => {
    expect(percentAbove(usd("277.20"), usd("264.00"))).toBe("5");
    expect(percentAbove(usd("26.35"), usd("22.00"))).toBe("19.8");
    expect(percentAbove(usd("1"), usd("0"))).toBeNull();
  });

  it("finds the month in which single months become dearer than a year", () => {
    // 10 x 26.40 is exactly a year of 264.00, so the eleventh month tips the scales.
    expect(paymentsUntilDearer(usd("26.40"), usd("264.00"))).toBe(11);
    expect(paymentsUntilDearer(usd("27.00"), usd("264.00"))).toBe(10);
    expect(paymentsUntilDearer(usd("0"), usd("264.00"))).toBeNull();
  });

  it("refuses to mix currencies", () => {
    expect(() => plus(usd("1"), { amount: "1", currency: "EUR" })).toThrow("Cannot compare USD with EUR.");
  });
});
