/** The steps of a purchase, in their order. */
export const CHECKOUT_STEPS = ["cart", "account", "company", "tenant", "agreement", "review"] as const;

export type CheckoutStep = (typeof CHECKOUT_STEPS)[number];

const PATHS: Record<CheckoutStep, string> = {
  cart: "/cart",
  account: "/sign-up?redirectTo=/checkout",
  company: "/checkout/company",
  tenant: "/checkout/tenant",
  agreement: "/checkout/agreement",
  review: "/checkout/review",
};

const LABELS: Record<CheckoutStep, string> = {
  cart: "Cart",
  account: "Account",
  company: "Company",
  tenant: "Tenant",
  agreement: "Agreement",
  review: "Review and pay",
};

export function stepPath(step: CheckoutStep): string {
  return PATHS[step];
}

export function stepLabel(step: CheckoutStep): string {
  return LABELS[step];
}
