/** A percentage off one SKU and term. */
export interface Promotion {
  id: string;
  name: string;
  productId: string;
  skuId: string;
  segment: string;
  duration: string;
  billingCycle: string;
  /** Fraction off the list price, for example 0.15. */
  discount: number;
  startsAt: string;
  endsAt: string;
  isAutoApplicable: boolean;
  /** Fewest seats that the customer must have of the SKU, with those of the purchase; left out: one. */
  minimumSeats?: number;
  /** Most seats of it; null: as many as wanted. */
  maximumSeats: number | null;
}

const running = (promotion: Promotion, now: Date) =>
  Date.parse(promotion.startsAt) <= now.getTime() && now.getTime() <= Date.parse(promotion.endsAt);

/** The promotion that a line with this SKU, term and cycle may use at `now`; a wrong one silently gives nothing. */
export function usablePromotion(
  promotions: readonly Promotion[],
  line: { productId: string; skuId: string; duration: string; billingCycle: string; promotionId?: string | undefined },
  now: Date,
): Promotion | null {
  return (
    promotions.find(
      (promotion) =>
        (line.promotionId ? promotion.id === line.promotionId : promotion.isAutoApplicable) &&
        promotion.productId === line.productId &&
        promotion.skuId === line.skuId &&
        promotion.duration === line.duration &&
        promotion.billingCycle === line.billingCycle &&
        running(promotion, now),
    ) ?? null
  );
}

export const runningPromotions = (promotions: readonly Promotion[], now: Date): Promotion[] =>
  promotions.filter((promotion) => running(promotion, now));
