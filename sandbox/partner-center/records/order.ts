import type { ProductKind } from "../catalog/product-kind";

export interface Pricing {
  listPrice: number;
  discountedPrice: number;
  proratedPrice: number;
  price: number;
  extendedPrice: number;
}

export interface CartLine {
  id: number;
  catalogItemId: string;
  friendlyName?: string | undefined;
  quantity: number;
  currencyCode: string;
  billingCycle: string;
  termDuration?: string | undefined;
  promotionId?: string | undefined;
  customTermEndDate?: string | undefined;
  renewsTo?: { termDuration: string } | undefined;
  attestationAccepted?: boolean | undefined;
  participants?: { key: string; value: string }[] | undefined;
  provisioningContext: Record<string, unknown>;
  orderGroup: string;
  pricing?: Pricing | undefined;
  error?: { errorCode: string; errorDescription: string; additionalInformation?: string } | undefined;
}

export interface OrderError {
  orderGroupId: string;
  code: number;
  description: string;
}

export interface Cart {
  id: string;
  customerId: string;
  creationTimestamp: string;
  lastModifiedTimestamp: string;
  expirationTimestamp: string;
  lastModifiedUser: string;
  lines: CartLine[];
  /** Orders that came out of this cart, by order group. */
  orderIds: Record<string, string>;
  submitted: boolean;
}

export interface OrderLine {
  lineItemNumber: number;
  kind: ProductKind;
  offerId: string;
  /** Null where nothing goes on after the purchase: software for good. */
  subscriptionId: string | null;
  termDuration?: string | undefined;
  friendlyName: string;
  quantity: number;
  pricing?: Pricing | undefined;
  customTermEndDate?: string | undefined;
  renewsTo?: { termDuration: string } | undefined;
  partnerIdOnRecord?: string | undefined;
}

export interface Order {
  id: string;
  customerId: string;
  cartId: string | null;
  billingCycle: string;
  currencyCode: string;
  lines: OrderLine[];
  creationDate: string;
  visibleAt: string;
  completesAt: string;
  status: "pending" | "completed" | "cancelled";
}
