/**
 * What is sold, by what differs in its rules: seats of an online service; a licence of software for good; software for a term;
 * a service of another publisher from the marketplace.
 */
export type ProductKind = "licence" | "perpetual" | "software" | "saas";

interface KindRules {
  /** How long after its purchase, or its renewal, it can be cancelled. */
  readonly windowHours: number;
  /** How long all of the price is given back, as ISO 8601; null where it never is. */
  readonly fullRefund: string | null;
  /** How long a part of it is; null where that never happens. */
  readonly partialRefund: string | null;
  /** The product's type, and the `targetView` that lists it. The types of software and marketplace are an INFERENCE. */
  readonly productType: string;
  readonly targetView: string;
}

/** The windows of the policies of 2026. The full refund of a licence's first day is of the page of 2023: see the settings. */
export const RULES: Readonly<Record<ProductKind, KindRules>> = {
  licence: {
    windowHours: 7 * 24,
    fullRefund: "P1D",
    partialRefund: "P7D",
    productType: "OnlineServicesNCE",
    targetView: "OnlineServices",
  },
  perpetual: {
    windowHours: 30 * 24,
    fullRefund: "P30D",
    partialRefund: null,
    productType: "Software",
    targetView: "Software",
  },
  software: {
    windowHours: 7 * 24,
    fullRefund: null,
    partialRefund: "P7D",
    productType: "Software",
    targetView: "Software",
  },
  saas: {
    windowHours: 72,
    fullRefund: "P3D",
    partialRefund: null,
    productType: "SaaS",
    targetView: "MarketplaceSaaS",
  },
};

/** Software is cancelled at its order, everything else at its subscription. */
export const isCancelledAtOrder = (kind: ProductKind): boolean => kind === "perpetual" || kind === "software";

/** A kind as products and subscriptions name it. */
export function productTypeOf(kind: ProductKind): { id: string; displayName: string } {
  const { productType } = RULES[kind];
  return { id: productType, displayName: productType };
}
