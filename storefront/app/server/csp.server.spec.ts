import { contentSecurityPolicy, createNonce, mayLeadToPayment } from "./csp.server";

describe("the content security policy", () => {
  const policy = contentSecurityPolicy({ nonce: "n0nce", formTargets: [], development: false });

  it("allows our own scripts only, and no inline anything", () => {
    expect(policy).toContain("script-src 'self' 'nonce-n0nce' 'strict-dynamic'");
    expect(policy).toContain("style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self';");
    expect(policy).not.toContain("unsafe");
  });

  it("lets forms lead to the card page only where something is paid", () => {
    const paying = contentSecurityPolicy({
      nonce: "n",
      formTargets: ["https://checkout.stripe.com"],
      development: false,
    });
    expect(paying).toContain("form-action 'self' https://checkout.stripe.com;");
    expect(mayLeadToPayment("/checkout/review")).toBe(true);
    expect(mayLeadToPayment("/orders/chk_1")).toBe(true);
    expect(mayLeadToPayment("/account/subscriptions/cspsub_1")).toBe(true);
    expect(mayLeadToPayment("/account/subscriptions")).toBe(false);
    expect(mayLeadToPayment("/cart")).toBe(false);
  });

  it("makes a new nonce each time", () => {
    expect(createNonce()).not.toBe(createNonce());
  });
});
