import { amount, countryName, figure } from "./format";

describe("figures on paper", () => {
  it.each([
    [0, "USD", "0.00"],
    [123_456_789, "USD", "1,234,567.89"],
    [-4_965, "EUR", "-49.65"],
    [1_234, "JPY", "1,234"],
    [1_234_567, "KWD", "1,234.567"],
  ])("%d of %s is written %s", (minor, currency, text) => {
    expect(figure(minor, currency)).toBe(text);
    expect(amount(minor, currency)).toBe(`${text} ${currency}`);
  });

  it("countries have names, and unknown codes stay codes", () => {
    expect(countryName("de")).toBe("Germany");
    expect(countryName("ZZ")).toBeTruthy();
  });
});
