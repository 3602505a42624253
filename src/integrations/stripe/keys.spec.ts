import { stripeKeys } from "./keys";

describe("stripeKeys", () => {
  it("names each call once, and stays under Stripe's 255 characters", () => {
    const id = `inv_${"x".repeat(60)}`;
    const keys = [
      stripeKeys.checkout("chk_1", 1),
      stripeKeys.checkout("chk_1", 2),
      stripeKeys.invoicePayment(id),
      stripeKeys.invoicePayment(id, 2),
      stripeKeys.invoiceClose(id, "pi_1"),
      stripeKeys.pageExpiry("cs_1"),
      stripeKeys.checkoutRelease("chk_1", "pi_1"),
      stripeKeys.medusaCapture("capt_1"),
      stripeKeys.medusaCancel("pi_1"),
      stripeKeys.customer("comp_1", { name: "A" }),
      stripeKeys.customer("comp_1", { name: "B" }),
      stripeKeys.giveBack("order_1", "pi_1", 100),
      stripeKeys.giveBack("order_1", "pi_1", 50),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThan(256);
    expect(stripeKeys.customer("comp_1", { name: "A" })).toBe(stripeKeys.customer("comp_1", { name: "A" }));
  });
});
