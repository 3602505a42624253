import type { ProductKind } from "../catalog/product-kind";
import type { ActionType } from "../subscriptions/scheduled-action-types";

export interface Product {
  productId: string;
  skuId: string;
  availabilityId: string;
  billingCycle: string;
  termDuration: string;
  promotionId?: string | undefined;
}

export interface NextTermInstructions {
  product: Product;
  quantity: number;
  customTermEndDate?: string | undefined;
}

export interface ScheduledAction {
  scheduleType: "TermEnd";
  actionType: ActionType;
  instructions?: NextTermInstructions | undefined;
}

export interface Tranche {
  quantity: number;
  allowedUntil: string;
}

export interface Subscription {
  id: string;
  kind: ProductKind;
  customerId: string;
  orderId: string;
  productId: string;
  skuId: string;
  availabilityId: string;
  offerName: string;
  friendlyName: string;
  quantity: number;
  tranches: Tranche[];
  creationDate: string;
  /** Purchase or renewal instant of the running term. */
  effectiveStartDate: string;
  /** Last day of the term, `YYYY-MM-DD`, inclusive as the vendor counts. */
  commitmentEndsOn: string;
  cancellationAllowedUntil: string;
  status: "pending" | "active" | "suspended" | "expired" | "disabled" | "deleted";
  autoRenewEnabled: boolean;
  isTrial: boolean;
  billingCycle: string;
  termDuration: string;
  renewsToTerm: string | null;
  promotionId: string | null;
  partnerId: string;
  isMicrosoftProduct: boolean;
  publisherName: string;
  scheduledNextTerm: NextTermInstructions | null;
  scheduledActions: ScheduledAction[];
  nextCharge: { product: Product; quantity: number } | null;
  extendedServiceTerm: boolean;
  /** `P:S` of the licence that the extended service term follows; null outside of one. */
  extendedFrom: string | null;
  customTermEndDate: string | null;
  /** Why it is suspended: `Manual`, or a reason of the vendor's own. Empty while it is not. */
  suspensionReasons: string[];
  /** While set, the renewal holds the subscription until this instant. */
  renewingUntil: string | null;
  /** When the status last changed by itself (expired, disabled). */
  statusSince: string;
  updates: number;
}

/** An upgrade of seats to another SKU, as it was carried out. */
export interface Transition {
  fromCatalogItemId: string;
  fromSubscriptionId: string;
  toCatalogItemId: string;
  toSubscriptionId: string;
  quantity: number;
  termDuration: string;
  billingCycle: string;
  transitionType: string;
  promotionId?: string | undefined;
  events: { name: string; status: string; timestamp: string }[];
}

export interface PendingUpdate {
  customerId: string;
  subscriptionId: string;
  body: Record<string, unknown>;
  dueAt: string;
}
