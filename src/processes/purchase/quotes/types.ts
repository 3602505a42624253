import type { LocalDate, ServicePeriod } from "../../../domain/calendar";
import type { PromisedTenant } from "../../../domain/customer-profile";
import type { AppliedDiscount } from "../../../domain/discounts";
import type { Money } from "../../../domain/money";
import type { TaxRateSnapshot } from "../../../domain/tax";
import type { PartySnapshot } from "../../../modules/billing";
import type { SellablePlan } from "../../../modules/catalog";
import type { TaxParty } from "../../billing/plan/tax-rates";

/** What a customer asks a price for. */
export type RequestedLine = {
  readonly planId: string;
  readonly quantity: number;
};

export type QuotedLine = {
  readonly plan: SellablePlan;
  readonly quantity: number;
  /** One seat, one charge. */
  readonly unitPrice: Money;
  /** Net of what is charged when the licences go live, after discounts. */
  readonly dueNow: Money;
  /** What was taken off `dueNow`. */
  readonly discount: Money;
  /** Names of the discounts, such as `Spring 10%`. */
  readonly discounts: readonly string[];
  /** The same as shares of the first charge: the first invoice takes these off, whatever discounts say by then. */
  readonly promisedDiscounts: readonly AppliedDiscount[];
  readonly dueNowTax: Money;
  /** Net of the charges that follow, and of all of them, after discounts as they are known today. */
  readonly eachPeriod: Money;
  readonly period: "month" | "year" | "three_years";
  readonly wholeTerm: Money;
  /** `wholeTerm` before discounts. */
  readonly wholeTermBefore: Money;
  readonly firstPeriod: ServicePeriod;
  /** First day after the commitment (exclusive). */
  readonly termEndsOn: LocalDate;
  readonly formula: string;
};

/** `included`: the company's country is known. `not_yet_known`: the visitor has no company, tax is zero so far. */
export type QuoteTaxStatus = "included" | "not_yet_known";

/** A price with everything that determines it. All amounts are exact minor units of `currency`. */
export type Quote = {
  readonly id: string;
  /** Opaque to callers: fingerprint of the money, the tenant and the instant it is promised until. */
  readonly hash: string;
  readonly companyId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly currency: string;
  /** The account's day of the month on which everything is billed; null: each subscription has its own. */
  readonly billingDay: number | null;
  /** Where the licences would live; null for a visitor, and while the company has chosen nothing. */
  readonly tenant: PromisedTenant | null;
  readonly lines: readonly QuotedLine[];
  readonly dueNow: { readonly net: Money; readonly tax: Money; readonly gross: Money };
  readonly tax: {
    readonly status: QuoteTaxStatus;
    readonly rates: readonly TaxRateSnapshot[];
    /** Who is taxed where, as the first invoice will name it; null for a visitor. */
    readonly party: TaxParty | null;
    readonly buyer: PartySnapshot | null;
  };
};
