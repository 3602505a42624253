import fc from "fast-check";
import { money, toDecimalString } from "../money";
import {
  applyPricingRule,
  modelPriceChange,
  type PriceChangePolicy,
  type PriceOptions,
  PricingRuleError,
} from "./index";

const percent: PriceChangePolicy = { kind: "keep_margin_percent" };
const amount: PriceChangePolicy = { kind: "keep_margin_amount" };
const keep: PriceChangePolicy = { kind: "keep_price" };
const custom: PriceChangePolicy = { kind: "rule", rule: { kind: "list_less_discount", discountPercent: "2" } };

function model(
  policies: readonly PriceChangePolicy[],
  input: Partial<{
    cost: string;
    price: number;
    newCost: string;
    newList: string;
    charges: number;
    currency: string;
    options: PriceOptions;
  }> = {},
) {
  const { cost = "200", price = 25_000, newCost = "210", newList = "280", charges = 12, currency = "USD" } = input;
  return modelPriceChange({
    current: { cost, termPrice: money(price, currency) },
    newCost,
    newList,
    chargeCount: charges,
    policies,
    ...(input.options ? { options: input.options } : {}),
  });
}
const brief = (...args: Parameters<typeof model>) =>
  model(...args).map((one) => [
    one.policy.kind,
    one.termPrice.amount,
    one.marginPercent,
    one.marginAmount,
    one.change.amount,
    one.changePercent,
    one.belowFloor,
  ]);

describe("modelling a price change", () => {
  it("shows each policy beside the others", () => {
    expect(brief([percent, amount, keep, custom])).toEqual([
      ["keep_margin_percent", 26_250, "20.00", "52.5", 1250, "5.00", false],
      ["keep_margin_amount", 26_000, "19.23", "50", 1000, "4.00", false],
      ["keep_price", 25_000, "16.00", "40", 0, "0.00", false],
      ["rule", 27_440, "23.47", "64.4", 2440, "9.76", false],
    ]);
  });

  it("goes down as well, and warns below the floor", () => {
    expect(brief([percent, amount, keep], { newCost: "190.5", options: { floorMarginPercent: "20.5" } })).toEqual([
      ["keep_margin_percent", 23_813, "20.00", "47.63", -1187, "-4.75", true],
      ["keep_margin_amount", 24_050, "20.79", "50", -950, "-3.80", false],
      ["keep_price", 25_000, "23.80", "59.5", 0, "0.00", false],
    ]);
  });

  it("rounds new prices as asked, but never a kept one", () => {
    const options = { rounding: { ending: ".90", mode: "up" } } as const;
    const [byPercent, byAmount, kept, byRule] = model([percent, amount, keep, custom], { options });
    expect([byPercent?.pricePerCharge.amount, byAmount?.pricePerCharge.amount]).toEqual([2190, 2190]);
    expect([kept?.termPrice.amount, kept?.lastCharge.amount]).toEqual([25_000, 2087]);
    expect(byRule?.termPrice.amount).toBe(27_440);
  });

  it("never goes below nothing", () => {
    expect(brief([amount], { cost: "300", price: 25_000, newCost: "20" })).toEqual([
      ["keep_margin_amount", 0, "-100.00", "-20", -25_000, "-100.00", true],
    ]);
  });

  it("knows plans without cost or price", () => {
    expect(brief([percent], { cost: "0", newCost: "0" })).toEqual([
      ["keep_margin_percent", 25_000, "100.00", "250", 0, "0.00", false],
    ]);
    expect(brief([keep], { price: 0 })).toEqual([["keep_price", 0, "-100.00", "-210", 0, null, true]]);
    const attempt = () => brief([percent], { cost: "0", newCost: "0.01" });
    expect(attempt).toThrow(PricingRuleError);
    expect(attempt).toThrow("current.cost: is nothing");
  });

  it.each<[string, Parameters<typeof model>[1]]>([
    ["current.cost", { cost: "-1" }],
    ["newCost", { newCost: "1e3" }],
    ["current.termPrice", { price: -1 }],
  ])("names a bad %s", (field, input) => {
    expect(() => model([keep], input)).toThrow(`${field}: `);
  });

  const decimals = fc.integer({ min: 1, max: 10_000_000 }).map((value) => (value / 10_000).toFixed(4));
  const prices = fc.integer({ min: 1, max: 1_000_000 });
  const currencies = fc.constantFrom("USD", "JPY", "KWD");
  const charges = fc.constantFrom(1, 12, 36);

  it("keeps what each policy promises to within half a coin", () => {
    fc.assert(
      fc.property(decimals, decimals, prices, currencies, charges, (cost, newCost, price, currency, count) => {
        const input = { cost, newCost, price, currency, charges: count };
        const [byPercent, byAmount, kept] = model([percent, amount, keep], input).map((one) => one.termPrice);
        const current = money(price, currency);
        const coin = Number(toDecimalString(current)) / price;
        expect(kept).toEqual(current);
        expect(Math.abs((byPercent?.amount ?? 0) - (price * Number(newCost)) / Number(cost))).toBeLessThanOrEqual(
          0.501,
        );
        const expected = Math.max(0, price + (Number(newCost) - Number(cost)) / coin);
        expect(Math.abs((byAmount?.amount ?? 0) - expected)).toBeLessThanOrEqual(0.501);
      }),
    );
  });

  it("gives the custom rule's own price", () => {
    fc.assert(
      fc.property(decimals, decimals, currencies, charges, (newCost, newList, currency, chargeCount) => {
        const [priced] = model([custom], { newCost, newList, currency, charges: chargeCount });
        const rule = { kind: "list_less_discount", discountPercent: "2" } as const;
        expect(priced).toMatchObject(applyPricingRule({ cost: newCost, list: newList, currency, chargeCount, rule }));
      }),
    );
  });

  it("changes nothing when the cost does not change", () => {
    fc.assert(
      fc.property(decimals, prices, (cost, price) => {
        const changes = model([percent, amount, keep], { cost, newCost: cost, price }).map((one) => one.change.amount);
        expect(changes).toEqual([0, 0, 0]);
      }),
    );
  });
});
