import type { MedusaContainer } from "@medusajs/framework/types";
import { assertCheckoutAuthorised } from "./guard-cart-completion";

const CART = {
  id: "cart_1",
  items: [{ quantity: 2, metadata: { plan_id: "cplan_1", term: "P1Y" } }],
  payment_collection: { id: "pay_col_1", payment_sessions: [{ id: "payses_1" }] },
};

/** Variants of licences begin with "licence". */
function containerWith(checkout: { state: string; paymentSessionId: string } | null): MedusaContainer {
  const services = {
    findByCart: async () => checkout,
    anyPublished: async (variantIds: string[]) => variantIds.some((id) => id.startsWith("licence")),
  };
  return { resolve: () => services } as unknown as MedusaContainer;
}

describe("completing a cart past the checkout", () => {
  const refused = /shop's own checkout/;

  it("refuses a cart with licences that no checkout knows, or whose card is not authorised", async () => {
    await expect(assertCheckoutAuthorised(containerWith(null), CART)).rejects.toThrow(refused);
    const open = containerWith({ state: "open", paymentSessionId: "payses_1" });
    await expect(assertCheckoutAuthorised(open, CART)).rejects.toThrow(refused);
  });

  it("knows a licence by its variant, where its line does not say so", async () => {
    const unnamed = { ...CART, items: [{ variant_id: "licence_1", metadata: null }] };
    await expect(assertCheckoutAuthorised(containerWith(null), unnamed)).rejects.toThrow(refused);
  });

  it("refuses a payment that is not the one the checkout verified", async () => {
    const container = containerWith({ state: "authorised", paymentSessionId: "payses_1" });
    const other = { ...CART, payment_collection: { payment_sessions: [{ id: "payses_other" }] } };
    await expect(assertCheckoutAuthorised(container, other)).rejects.toThrow(refused);
    const second = { ...CART, payment_collection: { payment_sessions: [{ id: "payses_1" }, { id: "payses_2" }] } };
    await expect(assertCheckoutAuthorised(container, second)).rejects.toThrow(refused);
    await expect(assertCheckoutAuthorised(container, { ...CART, payment_collection: null })).rejects.toThrow(refused);
  });

  it.each([
    ["goods beside the licences", { quantity: 1, variant_id: "shirt", metadata: null }],
    ["half a seat", { quantity: 0.5, metadata: { plan_id: "cplan_1" } }],
    ["less than nothing", { quantity: -1, metadata: { plan_id: "cplan_1" } }],
    ["a licence whose line names no plan", { quantity: 1, variant_id: "licence_1", metadata: null }],
  ])("refuses a verified cart with %s in it", async (_what, item) => {
    const container = containerWith({ state: "authorised", paymentSessionId: "payses_1" });
    const cart = { ...CART, items: [...CART.items, item] };
    await expect(assertCheckoutAuthorised(container, cart)).rejects.toThrow(refused);
  });

  it("lets the verified payment pass, and carts of other goods", async () => {
    const container = containerWith({ state: "authorised", paymentSessionId: "payses_1" });
    await expect(assertCheckoutAuthorised(container, CART)).resolves.toBeUndefined();
    const goods = { ...CART, items: [{ variant_id: "shirt", metadata: null }, { metadata: { colour: "red" } }] };
    await expect(assertCheckoutAuthorised(containerWith(null), goods)).resolves.toBeUndefined();
  });
});
