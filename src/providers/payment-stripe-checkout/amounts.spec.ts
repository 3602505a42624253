import { BigNumber } from "@medusajs/framework/utils";
import { toMinorUnits } from "./amounts";

describe("toMinorUnits", () => {
  it.each([
    [220, "usd", 22_000],
    ["0.29", "USD", 29],
    [1.15, "eur", 115],
    ["4956", "jpy", 4_956],
    [new BigNumber("19.90"), "usd", 1_990],
    [{ value: "1234567.89", precision: 20 }, "usd", 123_456_789],
    [0, "usd", 0],
  ])("turns %p %s into %i", (amount, currency, minor) => {
    expect(toMinorUnits(amount, currency)).toBe(minor);
  });

  it.each([
    ["17.605", "usd"],
    [0.1 + 0.2, "usd"],
    ["10.5", "jpy"],
    ["x", "usd"],
    [10, "xxx"],
  ])("refuses %p %s instead of rounding it", (amount, currency) => {
    expect(() => toMinorUnits(amount, currency)).toThrow(/cannot be paid by card/);
  });
});
