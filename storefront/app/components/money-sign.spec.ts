import { isNegative, isZero, negated } from "./money-sign";

const usd = (amount: string) => ({ amount, currency: "USD" });

describe("the sign of a sum", () => {
  it.each([
    ["0", true, false],
    ["0.00", true, false],
    ["-0.00", true, false],
    ["0.01", false, false],
    ["-0.01", false, true],
    ["10", false, false],
    ["-10.00", false, true],
  ])("%s", (amount, zero, negative) => {
    expect([isZero(usd(amount)), isNegative(usd(amount))]).toEqual([zero, negative]);
  });

  it.each([
    ["12.50", "-12.50"],
    ["-12.50", "12.50"],
    ["0.00", "0.00"],
    ["-0.00", "-0.00"],
  ])("turns %s into %s", (amount, turned) => {
    expect(negated(usd(amount))).toEqual(usd(turned));
  });
});
