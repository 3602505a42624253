import type { MedusaClient } from "./medusa.server";
import { loadPreview, readQuantity } from "./preview.server";

describe("readQuantity", () => {
  const limited = { min_quantity: 1, max_quantity: 300 };

  it.each([
    ["1", 1],
    ["300", 300],
    ["007", 7],
  ])("reads %s", (text, quantity) => {
    expect(readQuantity(text, limited)).toEqual({ ok: true, quantity });
  });

  it.each(["0", "301", "1.5", "-1", "1e2", "ten", "", "9999999", "١٠"])("refuses %j and says what fits", (text) => {
    expect(readQuantity(text, limited)).toEqual({
      ok: false,
      problem: "Enter a whole number of seats from 1 to 300.",
    });
  });

  it("names only the lower limit where there is no upper one", () => {
    expect(readQuantity("2", { min_quantity: 5, max_quantity: null })).toEqual({
      ok: false,
      problem: "Enter a whole number of seats, 5 or more.",
    });
  });
});

describe("a page with a number of seats that cannot be had", () => {
  const usd = { amount: "22.00", currency: "USD" };
  const plan = (id: string, year: string) => ({
    id,
    variant_id: "v",
    term: "P1Y",
    billing_plan: "annual",
    charge_count: 1,
    price_per_charge: usd,
    price_per_month: usd,
    price_per_term: usd,
    price_per_year: { amount: year, currency: "USD" },
    min_quantity: 1,
    max_quantity: 300,
  });
  const offer = { handle: "premium", skus: [{ id: "sku", plans: [plan("dear", "290.00"), plan("cheap", "264.00")] }] };
  const api = { get: async () => ({ offer }) } as unknown as MedusaClient;

  it.each(["1000000", "-3"])("shows no figures for %s seats, and what is wrong", async (quantity) => {
    const { preview } = await loadPreview(api, "premium", new URLSearchParams({ quantity }));
    expect(preview).toMatchObject({ quantityText: quantity, quote: null, comparison: null, cheapestId: "cheap" });
    expect(preview?.problem).toBe("Enter a whole number of seats from 1 to 300.");
  });
});
