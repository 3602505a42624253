import { CardAmountError, cardAmountProblem, chargeLimits, fromStripeUnits, toStripeUnits } from "./units";

describe("Stripe's units", () => {
  it.each([
    ["two decimals", "USD", 1234, 1234],
    ["two decimals, lower case", "eur", 5, 5],
    ["none", "JPY", 500, 500],
    ["none, of a small currency", "XOF", 5, 5],
    ["none by ISO, two at Stripe", "ISK", 5, 500],
    ["none by ISO, two at Stripe", "UGX", 5, 500],
    ["two by ISO, none at Stripe", "MGA", 500, 5],
    ["three, the last one zero", "KWD", 1230, 1230],
    ["three, the last one zero", "BHD", 10, 10],
    ["whole only in payouts", "HUF", 12_345, 12_345],
    ["whole only in payouts", "TWD", 12_345, 12_345],
  ])("%s: %s %i is %i, there and back", (_class, currency, amount, units) => {
    expect(toStripeUnits(amount, currency)).toBe(units);
    expect(fromStripeUnits(units, currency)).toBe(amount);
  });

  it.each([
    ["KWD", 1234, "1.234 KWD"],
    ["TND", 1, "0.001 TND"],
    ["MGA", 550, "5.50 MGA"],
  ])("%s %i is refused, never rounded", (currency, amount, words) => {
    expect(() => toStripeUnits(amount, currency)).toThrow(CardAmountError);
    expect(() => toStripeUnits(amount, currency)).toThrow(words);
  });

  it("an amount that the currency does not have is not believed", () => {
    expect(() => fromStripeUnits(550, "ISK")).toThrow("no amount of that currency");
  });
});

describe("what a card can be charged", () => {
  it.each([
    ["USD", 34, "less than 0.50 USD"],
    ["GBP", 29, "less than 0.30 GBP"],
    ["JPY", 49, "less than 50 JPY"],
    ["HUF", 17_499, "less than 175.00 HUF"],
    ["USD", 100_000_000, "more than 999999.99 USD at once"],
    ["ISK", 1_000_000, "more than 999999 ISK at once"],
    ["KWD", 1234, "too many decimals"],
  ])("%s %i: %s", (currency, amount, words) => {
    expect(cardAmountProblem(amount, currency)?.words).toContain(words);
  });

  it.each([
    ["USD", 50],
    ["GBP", 30],
    ["USD", 99_999_999],
    ["ISK", 999_999],
    ["UGX", 1],
  ])("%s %i can be charged, as far as is known here", (currency, amount) => {
    expect(cardAmountProblem(amount, currency)).toBeNull();
  });

  it("the least of a currency that Stripe does not list is Stripe's to say", () => {
    expect(chargeLimits("ISK")).toEqual({ least: null, most: 999_999 });
  });
});
