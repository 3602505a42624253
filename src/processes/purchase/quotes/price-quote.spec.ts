import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE } from "../../../modules/billing";
import { CATALOG_MODULE } from "../../../modules/catalog";
import { priceQuote } from "./price-quote";
import { sellablePlan } from "./testing/sellable-plan";

const NOW = new Date("2026-03-15T10:00:00.000Z");

/** Seats a month of a plan that costs so many cents a month. */
function quoteOf(cents: number, quantity = 1) {
  const plan = sellablePlan({ unitTermPrice: cents * 12, pricePerCharge: cents });
  const services: Record<string, unknown> = {
    [CATALOG_MODULE]: { listPlansForSale: async () => [plan] },
    [BILLING_MODULE]: { discounts: { list: async () => [] } },
  };
  const container = { resolve: (key: string) => services[key] } as unknown as MedusaContainer;
  return priceQuote(container, { lines: [{ planId: plan.planId, quantity }], company: null, now: NOW });
}

describe("a quote over an amount that no card pays", () => {
  it.each([
    [49, "lines: A card cannot be charged less than 0.50 USD."],
    [1, "lines: A card cannot be charged less than 0.50 USD."],
    [100_000_000, "lines: A card cannot be charged more than 999999.99 USD at once. Please split the order."],
  ])("of %i cents is refused with words that say what helps", async (cents, words) => {
    await expect(quoteOf(cents)).rejects.toThrow(words);
  });

  it("beyond what can be reckoned is refused as well, and is no fault of the server", async () => {
    await expect(quoteOf(700_000_000_000_000, 300)).rejects.toThrow(
      "lines: come to more than can be reckoned. Please split the order.",
    );
  });

  it.each([0, 50, 99_999_999])("of %i cents is no such amount", async (cents) => {
    expect((await quoteOf(cents)).dueNow.gross.amount).toBe(cents);
  });
});
