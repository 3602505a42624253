import type { LocalDate, ServicePeriod } from "../calendar";
import type { Money } from "../money";

/** Something a customer has, for the days on which it is live with these seats. */
export type PortfolioItem = {
  readonly subscriptionId: string;
  readonly vendor: string;
  readonly productId: string;
  readonly planId: string;
  readonly seats: number;
  readonly period: ServicePeriod;
};

/** What a discount needs to know of a line; a `ChargeLine` fits. */
export type DiscountableLine = {
  readonly key: string;
  readonly subscriptionId: string;
  readonly period: ServicePeriod;
  /** With the subscription and the term it names the charge period. */
  readonly referencePeriod: ServicePeriod;
  /** The event that began the term: the last days of one and the first of the next can share a reference period. */
  readonly termEventId: string;
  /** Before discounts, signed. */
  readonly amount: Money;
};

/** One discount on one line, as it is kept with the line for ever. */
export type AppliedDiscount = {
  readonly discountId: string;
  readonly name: string;
  /** `2%` or `10.00 USD`. */
  readonly inWords: string;
  /** The exact part of an amount before discounts that it takes in this charge period: decimal integers as text. */
  readonly numerator: string;
  readonly denominator: string;
  /** The most it takes from the charge period: an amount never grows with what is added. Null for percentages. */
  readonly limit: Money | null;
  /** What it took from this line, sign of the line's amount. */
  readonly amount: Money;
};

/** A line that was billed before, as it was stored. */
export type BilledDiscount = {
  readonly subscriptionId: string;
  readonly referencePeriod: ServicePeriod;
  readonly termEventId: string;
  /** Before discounts, signed. */
  readonly amount: Money;
  readonly discounts: readonly AppliedDiscount[];
};

export type DiscountedLine<Line> = Line & {
  /** All that was taken, sign of the amount; at most the amount. */
  readonly discount: Money;
  /** Amount less discount. */
  readonly net: Money;
  /** In stacking order. One that took nothing from this line is listed as well: it holds for the charge period. */
  readonly discounts: readonly AppliedDiscount[];
};

/** Charge periods and lines in an order that does not depend on how they came: by day, then by key. */
export function byDayAndKey(
  a: { readonly period: { readonly start: LocalDate }; readonly key: string },
  b: { readonly period: { readonly start: LocalDate }; readonly key: string },
): number {
  if (a.period.start !== b.period.start) {
    return a.period.start < b.period.start ? -1 : 1;
  }
  return a.key < b.key ? -1 : 1;
}
