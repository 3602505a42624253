import { money } from "../money";
import { checkDiscount, type Discount, DiscountError, discountInWords } from "./index";
import { amount, apply, discount, opening, percent } from "./testing/sample";

describe("checkDiscount", () => {
  it.each<[string, Partial<Discount>]>([
    ["the smallest part of a percent", { value: percent("0.0001") }],
    ["everything", { value: percent("100") }],
    ["one coin", { value: amount(1, "line") }],
    ["a yen", { value: amount(1, "invoice", "JPY") }],
    ["a vendor", { scope: { kind: "vendor", vendor: "microsoft" } }],
    ["a product", { scope: { kind: "products", productIds: ["p"] } }],
    ["a plan", { scope: { kind: "plans", planIds: ["p"] } }],
    ["a subscription", { scope: { kind: "subscriptions", subscriptionIds: ["s"] } }],
    ["one product of a vendor", { condition: { kind: "vendor_mix", vendor: "microsoft", products: 1 } }],
    ["one seat", { condition: { kind: "seats", atLeast: 1 } }],
    ["a company", { customers: { kind: "companies", companyIds: ["c"] } }],
    ["a single day", { validFrom: "2026-03-15", validUntil: "2026-03-16" }],
    ["an order below 0", { order: -1 }],
  ])("accepts %s", (_, part) => {
    expect(() => checkDiscount(discount("d1", part))).not.toThrow();
  });

  it.each<[string, Partial<Discount>, string]>([
    ["value.percent", { value: percent("1e3") }, '"1e3" is not a percentage above 0 and up to 100'],
    ["value.percent", { value: percent("NaN") }, '"NaN"'],
    ["value.percent", { value: percent("") }, '""'],
    ["value.percent", { value: percent("-2") }, '"-2"'],
    ["value.percent", { value: percent("2,5") }, '"2,5"'],
    ["value.percent", { value: percent("0") }, '"0"'],
    ["value.percent", { value: percent("0.00") }, '"0.00"'],
    ["value.percent", { value: percent("100.01") }, '"100.01"'],
    ["value.amount", { value: { ...amount(5, "line"), amount: { amount: 0, currency: "USD" } } }, "above 0, got 0"],
    ["value.amount", { value: { ...amount(5, "line"), amount: { amount: -5, currency: "USD" } } }, "got -5"],
    ["value.amount", { value: { ...amount(5, "line"), amount: { amount: 0.5, currency: "USD" } } }, "got 0.5"],
    ["value.amount.currency", { value: { ...amount(5, "line"), amount: { amount: 5, currency: "usd" } } }, 'got "usd"'],
    ["scope.vendor", { scope: { kind: "vendor", vendor: " " } }, "must not be empty"],
    ["scope.productIds", { scope: { kind: "products", productIds: [] } }, "must name at least one"],
    ["scope.planIds", { scope: { kind: "plans", planIds: [""] } }, "must not be empty"],
    ["scope.planIds", { scope: { kind: "plans", planIds: [] } }, "must name at least one"],
    ["scope.subscriptionIds", { scope: { kind: "subscriptions", subscriptionIds: [] } }, "must name at least one"],
    ["condition.vendor", { condition: { kind: "vendor_mix", vendor: "", products: 2 } }, "must not be empty"],
    ["condition.products", { condition: { kind: "vendor_mix", vendor: "m", products: 0 } }, "at least 1, got 0"],
    ["condition.products", { condition: { kind: "vendor_mix", vendor: "m", products: 1.5 } }, "got 1.5"],
    ["condition.atLeast", { condition: { kind: "seats", atLeast: 0 } }, "at least 1, got 0"],
    ["condition.atLeast", { condition: { kind: "seats", atLeast: Number.NaN } }, "got NaN"],
    ["customers.companyIds", { customers: { kind: "companies", companyIds: [] } }, "must name at least one"],
    ["validFrom", { validFrom: "2026-02-30" }, '"2026-02-30" is not a date'],
    ["validUntil", { validUntil: "soon" }, '"soon" is not a date'],
    ["validUntil", { validFrom: "2026-03-15", validUntil: "2026-03-15" }, "must be later than 2026-03-15"],
    ["validUntil", { validFrom: "2026-03-15", validUntil: "2026-03-14" }, "got 2026-03-14"],
    ["order", { order: 0.5 }, "must be a whole number, got 0.5"],
    ["name", { name: "" }, "must not be empty"],
    ["id", { id: "" }, "must not be empty"],
  ])("refuses %s %j", (field, part, problem) => {
    const nonsense = discount("d1", part);
    const error = caught(() => checkDiscount(nonsense));
    expect(error).toBeInstanceOf(DiscountError);
    expect(error).toMatchObject({ discountId: nonsense.id, field });
    expect(error?.message).toContain(`Discount ${nonsense.id}: ${field} `);
    expect(error?.message).toContain(problem);
    expect(() => apply([opening], [nonsense])).toThrow(error?.message);
  });

  it("compares the currency of an amount only where one is given", () => {
    const euro = discount("d1", { value: amount(5, "line", "EUR") });
    expect(() => checkDiscount(euro)).not.toThrow();
    expect(() => checkDiscount(euro, "EUR")).not.toThrow();
    expect(() => checkDiscount(euro, "USD")).toThrow("Discount d1: value.amount.currency must be USD, got EUR.");
    expect(() => checkDiscount(discount("d1"), "USD")).not.toThrow();
  });
});

it("says what a discount is in words", () => {
  expect(discountInWords(percent("12.5"))).toBe("12.5%");
  expect(discountInWords(amount(1000, "line"))).toBe("10.00 USD");
  expect(discountInWords({ kind: "amount", amount: money(10, "JPY"), per: "invoice" })).toBe("10 JPY");
});

function caught(action: () => void): Error | undefined {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  return undefined;
}
