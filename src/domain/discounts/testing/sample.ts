/** Ten seats at 22.00 USD from 15 March, and discounts to take off them: the sample that the specs tell stories about. */
import { money } from "../../money";
import {
  type AppliedDiscount,
  applyDiscounts,
  type BilledDiscount,
  type Discount,
  type DiscountableLine,
  type DiscountedLine,
  type PortfolioItem,
} from "../index";

const MARCH = { start: "2026-03-15", end: "2026-04-15" };

export function line(key: string, amount: number, other: Partial<DiscountableLine> = {}): DiscountableLine {
  return {
    key,
    subscriptionId: "sub1",
    period: MARCH,
    referencePeriod: MARCH,
    termEventId: "start",
    amount: money(amount, "USD"),
    ...other,
  };
}

export const opening = line("sub1:cycle", 22_000);
/** Five seats more for the last 14 of 31 days. */
export const added = line("sub1:seat_change", 4965, { period: { start: "2026-04-01", end: "2026-04-15" } });
export const april = line("sub1:cycle:april", 22_000, {
  period: { start: "2026-04-15", end: "2026-05-15" },
  referencePeriod: { start: "2026-04-15", end: "2026-05-15" },
});

export function discount(id: string, other: Partial<Discount> = {}): Discount {
  return {
    id,
    name: `Discount ${id}`,
    value: { kind: "percentage", percent: "2" },
    scope: { kind: "all" },
    condition: { kind: "none" },
    customers: { kind: "all" },
    validFrom: "2026-01-01",
    validUntil: null,
    order: 1,
    exclusive: false,
    ...other,
  };
}

export const percent = (text: string) => ({ kind: "percentage", percent: text }) as const;
export const amount = (minor: number, per: "line" | "invoice", currency = "USD") =>
  ({ kind: "amount", amount: money(minor, currency), per }) as const;

export function item(subscriptionId: string, other: Partial<PortfolioItem> = {}): PortfolioItem {
  return {
    subscriptionId,
    vendor: "microsoft",
    productId: `product of ${subscriptionId}`,
    planId: `plan of ${subscriptionId}`,
    seats: 10,
    period: { start: "2026-01-01", end: "2027-01-01" },
    ...other,
  };
}

export function apply(
  lines: readonly DiscountableLine[],
  discounts: readonly Discount[],
  other: Partial<Parameters<typeof applyDiscounts>[0]> = {},
): DiscountedLine<DiscountableLine>[] {
  return applyDiscounts({
    currency: "USD",
    companyId: "comp1",
    lines,
    billed: [],
    discounts,
    portfolio: [item("sub1")],
    ...other,
  });
}

/** What was taken from each line, minor units. */
export const taken = (lines: readonly { readonly discount: { readonly amount: number } }[]) =>
  lines.map((each) => each.discount.amount);
export const total = (lines: readonly { readonly discount: { readonly amount: number } }[]) =>
  taken(lines).reduce((sum, part) => sum + part, 0);
/** By discount, minor units. */
export const parts = (discounted: { readonly discounts: readonly AppliedDiscount[] }) =>
  Object.fromEntries(discounted.discounts.map((each) => [each.discountId, each.amount.amount]));
/** Lines as they come back from the store. */
export const billed = (lines: readonly DiscountedLine<DiscountableLine>[]): BilledDiscount[] =>
  JSON.parse(JSON.stringify(lines));
