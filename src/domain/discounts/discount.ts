import type { LocalDate } from "../calendar";
import { type Money, toDecimalString } from "../money";

export type DiscountValue =
  /** Decimal text above 0 and up to 100: "2", "12.5". */
  | { readonly kind: "percentage"; readonly percent: string }
  /** Net, above 0, off each charge period that opens (`line`) or shared by all that open on one invoice. */
  | { readonly kind: "amount"; readonly amount: Money; readonly per: "line" | "invoice" };

export type DiscountScope =
  | { readonly kind: "all" }
  | { readonly kind: "vendor"; readonly vendor: string }
  | { readonly kind: "products"; readonly productIds: readonly string[] }
  | { readonly kind: "plans"; readonly planIds: readonly string[] }
  | { readonly kind: "subscriptions"; readonly subscriptionIds: readonly string[] };

export type DiscountCondition =
  | { readonly kind: "none" }
  /** At least this many different products of the vendor are live. */
  | { readonly kind: "vendor_mix"; readonly vendor: string; readonly products: number }
  /** The line's own subscription has at least this many seats. */
  | { readonly kind: "seats"; readonly atLeast: number };

export type DiscountCustomers =
  | { readonly kind: "all" }
  | { readonly kind: "companies"; readonly companyIds: readonly string[] };

/**
 * An agreement to charge less. Everything about it is judged on the first day that a charge period serves, once: what the period
 * was first billed with holds for all that is billed for it later.
 */
export type Discount = {
  readonly id: string;
  readonly name: string;
  readonly value: DiscountValue;
  readonly scope: DiscountScope;
  readonly condition: DiscountCondition;
  readonly customers: DiscountCustomers;
  /** The first day of a charge period must lie in `[validFrom, validUntil)`; null is open. */
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate | null;
  /** Discounts stack in ascending order, ties by id; each takes its part of what the ones before left. */
  readonly order: number;
  /** Where an exclusive discount applies, the first such (by order, id) applies alone. */
  readonly exclusive: boolean;
};

/** `2%` or `10.00 USD`. */
export function discountInWords(value: DiscountValue): string {
  return value.kind === "percentage"
    ? `${value.percent}%`
    : `${toDecimalString(value.amount)} ${value.amount.currency}`;
}
