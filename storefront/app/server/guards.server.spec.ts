import { CHECKOUT_STEPS } from "../features/checkout/steps";
import { type CheckoutProgress, firstMissingStep, isReachable } from "./guards.server";

const tenant = { kind: "new" as const, domain: "adatum.onmicrosoft.com", state: "chosen" };
const agreement = { is_ready: true };
const missing = { is_ready: false };

const journey: [string, CheckoutProgress, (typeof CHECKOUT_STEPS)[number]][] = [
  ["an empty cart", { hasLines: false, signedIn: true, company: { tenant, agreement } }, "cart"],
  ["nobody signed in", { hasLines: true, signedIn: false, company: null }, "account"],
  ["no company", { hasLines: true, signedIn: true, company: null }, "company"],
  ["no tenant", { hasLines: true, signedIn: true, company: { tenant: null, agreement: missing } }, "tenant"],
  ["no agreement", { hasLines: true, signedIn: true, company: { tenant, agreement: missing } }, "agreement"],
  ["everything done", { hasLines: true, signedIn: true, company: { tenant, agreement } }, "review"],
];

describe("the checkout's guards", () => {
  it.each(journey)("with %s the first missing step is found", (_name, progress, step) => {
    expect(firstMissingStep(progress)).toBe(step);
  });

  it.each(journey)("with %s one may go back but not ahead", (_name, progress, step) => {
    const reachable = CHECKOUT_STEPS.filter((candidate) => isReachable(candidate, progress));
    expect(reachable).toEqual(CHECKOUT_STEPS.slice(0, CHECKOUT_STEPS.indexOf(step) + 1));
  });

  it("asks for the tenant before the agreement even if the agreement was accepted", () => {
    expect(firstMissingStep({ hasLines: true, signedIn: true, company: { tenant: null, agreement } })).toBe("tenant");
  });
});
