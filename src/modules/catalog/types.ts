import type { Segment } from "./segments";

export type { Segment };

/** Commitment, as the vendor writes it. */
export type Term = "P1M" | "P1Y" | "P3Y";

/** How often a term is charged. `none` is the vendor's word for a trial, which is never charged and never sold. */
export type BillingPlan = "monthly" | "annual" | "triennial" | "none";

/** The vendor whose price sheets this module reads. */
export const PARTNER_CENTER = "partner-center";

/** One row of a price sheet, already validated. Prices are decimal strings for ONE seat and the WHOLE term. */
export type PriceSheetLine = {
  /** Line in the file where the row begins, counted from 1. */
  readonly line: number;
  readonly productId: string;
  readonly skuId: string;
  readonly productTitle: string;
  readonly skuTitle: string;
  readonly skuDescription: string;
  readonly publisher: string;
  readonly term: Term;
  readonly billingPlan: BillingPlan;
  readonly market: string;
  readonly currency: string;
  /** What the vendor charges the partner. */
  readonly unitPrice: string;
  /** The vendor's list price. */
  readonly listPrice: string;
  /** Instant in ISO form, inclusive. */
  readonly effectiveFrom: string;
  /** Instant in ISO form, exclusive; null = open end. */
  readonly effectiveTo: string | null;
  readonly isTrial: boolean;
  readonly segment: Segment;
  /** The row says that the vendor takes this plan out of its list. */
  readonly isDeleted: boolean;
};

/** Something wrong in a price sheet: where it is, which field, what is wrong and how to fix it. */
export type PriceSheetProblem = {
  /** Line in the file; null when the fault is the file itself. */
  readonly line: number | null;
  /** Column as it is written in the file; null when the fault is the row or the file. */
  readonly field: string | null;
  readonly message: string;
};

/** What an import did, in numbers of rows. */
export type PriceSheetCounts = {
  readonly rows: number;
  readonly offersAdded: number;
  readonly skusAdded: number;
  readonly plansAdded: number;
  readonly pricesAdded: number;
  /** New versions of a known plan's price, by the direction in which the vendor's cost moved. */
  readonly costUp: number;
  readonly costDown: number;
  readonly unchanged: number;
  /** Prices that the vendor restated for a start date we already had. */
  readonly corrected: number;
  /** Plans of this market and currency that we know and this sheet does not list. */
  readonly missing: number;
  readonly trials: number;
  readonly free: number;
  readonly costAboveList: number;
};

export type PriceSheet = {
  readonly id: string;
  readonly source: string;
  readonly sha256: string;
  readonly market: string;
  readonly currency: string;
  /** Month of the newest price in the sheet, `YYYY-MM`. */
  readonly month: string;
  readonly counts: PriceSheetCounts;
  readonly importedAt: string;
  /** When it was taken back; null = it counts. */
  readonly undoneAt: string | null;
  /** True for the latest import, while nothing was imported after it. */
  readonly canBeUndone: boolean;
};

/** What goes on by the month after a term of a licence that nobody renewed, and what it is sold at then. */
export type ExtendedTerm = {
  readonly planId: string;
  readonly skuTitle: string;
  readonly currency: string;
  /** One seat, one month, minor units; null where no price holds at that instant. */
  readonly price: { readonly unitTermPrice: number; readonly priceVersion: string } | null;
};

/** Why a plan that a person put on sale is not sold all the same. */
export type WhyOut = "below_floor" | "not_listed" | "no_price";

/** What a plan is sold at at an instant. */
export type SaleState = {
  /** What the vendor charges for one seat and the whole term, decimal text in major units. */
  readonly cost: string | null;
  /** Minor units, one seat. */
  readonly pricePerCharge: number | null;
  readonly marginPercent: string | null;
  readonly whyOut: WhyOut | null;
};

/** A plan on sale whose price, cost or place in the shop would be another one. */
export type SaleChange = {
  readonly planId: string;
  readonly offerTitle: string;
  readonly skuTitle: string;
  readonly vendorProductId: string;
  readonly vendorSkuId: string;
  readonly segment: Segment;
  readonly term: Term;
  readonly billingPlan: BillingPlan;
  readonly currency: string;
  readonly before: SaleState;
  readonly after: SaleState;
};

/** What a sheet or a rule would do to the plans on sale, judged at the instant `at`. `changes` is cut at a limit. */
export type SaleForecast = {
  readonly at: Date;
  readonly changes: readonly SaleChange[];
  readonly changed: number;
  readonly dearer: number;
  readonly cheaper: number;
  readonly leaving: number;
  readonly returning: number;
};

/** What an import would do. */
export type SheetForecast = Pick<PriceSheet, "market" | "currency" | "month" | "counts"> & {
  /** Month of the newest sheet of this market and currency, when this one is older; else null. */
  readonly newerMonth: string | null;
  readonly sales: SaleForecast;
};

/** A plan that left the shop by itself. */
export type LeftPlan = {
  readonly planId: string;
  /** Medusa product id. */
  readonly productId: string;
  readonly offerTitle: string;
  readonly skuTitle: string;
  readonly segment: Segment;
  readonly term: Term;
  readonly billingPlan: BillingPlan;
  /** `no_variant`: somebody deleted its variant in Medusa. */
  readonly whyOut: WhyOut | "no_variant";
  /** When it was put on sale, where it never had a price. */
  readonly since: Date;
  /** With `below_floor`: what would be left. */
  readonly marginPercent: string | null;
};

export type PriceSheetImport =
  | { readonly outcome: "imported"; readonly sheet: PriceSheet }
  /** The same bytes were imported before: nothing was changed. */
  | { readonly outcome: "unchanged"; readonly sheet: PriceSheet }
  /** Nothing was imported: `newerMonth` was before, and nobody said that an older month is meant. */
  | { readonly outcome: "older"; readonly month: string; readonly newerMonth: string }
  /** Nothing was imported: this is what would happen. */
  | { readonly outcome: "forecast"; readonly forecast: SheetForecast }
  /** Nothing was imported. `problemCount` counts all; `problems` is cut at a limit. */
  | { readonly outcome: "refused"; readonly problems: readonly PriceSheetProblem[]; readonly problemCount: number };

/** A plan as an order needs it. Amounts are integers of the currency's minor unit for one seat. */
export type SellablePlan = {
  readonly planId: string;
  readonly offerId: string;
  readonly handle: string;
  /** Medusa product id. */
  readonly productId: string;
  /** Medusa variant id. */
  readonly variantId: string;
  readonly vendor: typeof PARTNER_CENTER;
  readonly vendorProductId: string;
  readonly vendorSkuId: string;
  readonly segment: Segment;
  readonly term: Term;
  readonly billingPlan: Exclude<BillingPlan, "none">;
  readonly offerTitle: string;
  readonly skuTitle: string;
  readonly minQuantity: number;
  readonly maxQuantity: number;
  readonly market: string;
  readonly currency: string;
  /** Price of the whole term. */
  readonly unitTermPrice: number;
  /** Price of every charge but the last. */
  readonly pricePerCharge: number;
  readonly lastCharge: number;
  readonly chargeCount: number;
  /** Names the price that was offered; the row it names is never changed in amount. */
  readonly priceVersion: string;
  readonly isTrial: false;
};

/** How selling prices follow from the vendor's: a surcharge on cost, or a discount off the list price. */
export type PricingRuleInput = {
  readonly name: string;
  /** Null = every segment that has no rule of its own. */
  readonly segment: Segment | null;
  readonly kind: "cost_plus_margin" | "list_less_discount";
  /** Percent added to the cost, or taken off the list price; decimal text. */
  readonly percent: string;
  /** Each charge is brought to a multiple of `step` (major units); null = to the smallest coin. */
  readonly rounding: { readonly step: string; readonly mode: "half_up" | "half_even" | "down" | "up" } | null;
  /** Least share of the price that must remain after cost; a plan below it is not sold. */
  readonly floorMarginPercent: string;
};

/** A rule with the half-open period in which it is in force. */
export type PricingRuleRecord = PricingRuleInput & {
  readonly id: string;
  readonly validFrom: Date;
  readonly validTo: Date | null;
};

/** A plan that may go on sale, with what a Medusa product and variant need to know. */
export type PlanCandidate = {
  readonly planId: string;
  readonly offerId: string;
  readonly handle: string;
  readonly category: string;
  readonly offerTitle: string;
  readonly skuTitle: string;
  readonly description: string;
  readonly vendorProductId: string;
  readonly vendorSkuId: string;
  readonly segment: Segment;
  readonly term: Term;
  readonly billingPlan: Exclude<BillingPlan, "none">;
  readonly currency: string;
  /** Minor units, one seat. */
  readonly pricePerCharge: number;
};

/** A plan that may not go on sale, and why. */
export type RefusedPlan = {
  readonly planId: string;
  readonly title: string;
  readonly reason: string;
};

/** The price a Medusa variant is to show; null = none, so that nobody can put it in a cart. */
export type ShownPrice = {
  readonly planId: string;
  readonly productId: string;
  readonly variantId: string;
  readonly salePriceId: string | null;
  readonly currency: string;
  /** Minor units, one seat, one charge. */
  readonly pricePerCharge: number | null;
};

/** A plan as the partner's own people see it, with cost and margin. */
export type AdminPlan = {
  readonly planId: string;
  readonly offerId: string;
  readonly handle: string;
  readonly offerTitle: string;
  readonly category: string;
  readonly skuTitle: string;
  readonly vendorProductId: string;
  readonly vendorSkuId: string;
  readonly segment: Segment;
  readonly term: Term;
  readonly billingPlan: BillingPlan;
  readonly market: string;
  readonly currency: string;
  readonly isTrial: boolean;
  /** False when the newest sheet of its market no longer lists it. */
  readonly isListed: boolean;
  /** What the vendor charges for one seat and the whole term, decimal text in major units; null = no price today. */
  readonly cost: string | null;
  readonly list: string | null;
  /** What the rule in force makes of it, minor units; null without a price or a rule, and for trials. */
  readonly price: {
    readonly unitTermPrice: number;
    readonly pricePerCharge: number;
    readonly chargeCount: number;
    readonly marginPercent: string;
    readonly belowFloor: boolean;
  } | null;
  readonly published: boolean;
  /** Medusa product and variant id, once the plan was published. */
  readonly productId: string | null;
  readonly variantId: string | null;
};

/** The next instant at which the price of a plan on sale is another one; null = none from then on. Minor units. */
export type PriceStep = { readonly at: Date; readonly pricePerCharge: number | null };
