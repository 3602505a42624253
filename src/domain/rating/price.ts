/**
 * How a quantity becomes an amount. All amounts and quantities are decimal text in major units with any number of
 * decimals ("0.005001"): only the result is rounded.
 */
export type UnitPricing =
  /** Each unit costs the same. */
  | { readonly kind: "per_unit"; readonly unitAmount: string }
  /** One amount for any quantity, nothing for none. */
  | { readonly kind: "flat"; readonly amount: string }
  /** A fee owed once, whatever is used: its period is the whole life of the contract. */
  | { readonly kind: "one_time"; readonly amount: string }
  /** Started packages of `size` units. */
  | { readonly kind: "package"; readonly size: string; readonly packageAmount: string }
  /** Each unit costs what its tier says: the first 100 units so much, the next ones less. */
  | { readonly kind: "graduated"; readonly tiers: readonly Tier[] }
  /** All units cost what the tier of the whole quantity says. */
  | { readonly kind: "volume"; readonly tiers: readonly Tier[] };

export type Tier = {
  /** Last quantity of the tier, inclusive; null in the last tier only. */
  readonly upTo: string | null;
  readonly unitAmount: string;
  /** Added once when the tier is reached. */
  readonly flatAmount?: string;
};

/** A price with what counts once in a period. */
export type PeriodPrice = {
  readonly pricing: UnitPricing;
  /** Units of each period that are not rated; tiers and packages begin after them. */
  readonly freeUnits?: string;
  /** Least amount of a period, owed when it ends. */
  readonly minimum?: string;
  /** Greatest amount of a period. */
  readonly maximum?: string;
};

/** A price that cannot be used; `field` says which part of it. */
export class RatingError extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`);
    this.name = "RatingError";
  }
}
