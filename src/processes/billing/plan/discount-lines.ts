import {
  type AppliedDiscount,
  applyDiscounts,
  type BilledDiscount,
  type Discount,
  type DiscountableLine,
  type DiscountedLine,
  type PortfolioItem,
  type PreparedDiscounts,
  prepareDiscounts,
} from "../../../domain/discounts";
import { timeline } from "../../../domain/subscription";
import type { BillableSubscription } from "../../../modules/subscription";

export type DiscountInput<Line> = {
  readonly currency: string;
  readonly companyId: string;
  readonly lines: readonly Line[];
  /** What was billed before in the charge periods of the lines: they go on with the discount they were billed with. */
  readonly billed: readonly BilledDiscount[];
  /** By subscription: what its first charge was promised. */
  readonly promised?: ReadonlyMap<string, readonly AppliedDiscount[]>;
  readonly discounts: DiscountBook;
  /** All the company has: conditions such as "three products" are judged over it. */
  readonly subscriptions: readonly BillableSubscription[];
  /** What is not a subscription yet, in a quote. */
  readonly also?: readonly PortfolioItem[];
};

/** The shop's discounts, prepared once for each currency; one instance serves one run. */
export class DiscountBook {
  private readonly prepared = new Map<string, PreparedDiscounts>();

  constructor(private readonly discounts: readonly Discount[]) {}

  /** Those that can apply to an account in the currency: amounts are agreed in one currency and taken off in no other. */
  in(currency: string): PreparedDiscounts {
    const known = this.prepared.get(currency);
    if (known) {
      return known;
    }
    const fitting = this.discounts.filter(
      ({ value }) => value.kind === "percentage" || value.amount.currency === currency,
    );
    const prepared = prepareDiscounts(fitting, currency);
    this.prepared.set(currency, prepared);
    return prepared;
  }
}

/** Lines with what is taken off them. Quotes, first invoices, runs and previews all come through here. */
export function discountLines<Line extends DiscountableLine>(input: DiscountInput<Line>): DiscountedLine<Line>[] {
  const { subscriptions, also = [], discounts, ...rest } = input;
  const prepared = discounts.in(rest.currency);
  const none = !rest.promised && prepared.forAll.length === 0 && !prepared.byCompany.has(rest.companyId);
  const portfolio = none ? [] : [...subscriptions.flatMap(portfolioOf), ...also];
  return applyDiscounts({ ...rest, discounts: prepared, portfolio });
}

/** The days on which a subscription is live with how many seats. */
function portfolioOf(subscription: BillableSubscription): PortfolioItem[] {
  return timeline(subscription.events).map((segment) => ({
    subscriptionId: subscription.id,
    vendor: subscription.vendor,
    productId: subscription.productId,
    planId: subscription.planId,
    seats: segment.quantity,
    period: segment.period,
  }));
}
