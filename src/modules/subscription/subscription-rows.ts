import type { BillingPlan, EndWish, ReturnWindow, Sighting, Term } from "../../domain/subscription";
import type { ActivateSubscription, Subscription, SubscriptionStatus, VendorState } from "./types";

export type SubscriptionRow = {
  id: string;
  company_id: string;
  order_id: string;
  order_line_id: string;
  plan_id: string;
  title: string;
  sku_title: string;
  product_id: string;
  variant_id: string;
  vendor: string;
  vendor_tenant_id: string;
  vendor_product_id: string;
  vendor_sku_id: string;
  vendor_order_id: string | null;
  vendor_subscription_id: string;
  segment: string;
  domain: string;
  status: SubscriptionStatus;
  quantity: number;
  term: Term;
  billing_plan: BillingPlan;
  currency: string;
  /** bigint arrives as text. */
  unit_term_price: string;
  price_version: string;
  started_on: string;
  term_started_on: string;
  term_ends_on: string;
  auto_renew: boolean;
  cancel_at_end: boolean;
  extend_at_end: boolean;
  next_quantity: number | null;
  end_wish: EndWish | null;
  end_wish_kept_at: Date | null;
  cancellation_allowed_until: Date | null;
  problem: string | null;
  synced_at: Date;
  sync_failures: number;
  vendor_sighting: Sighting | null;
  is_held: boolean;
};

/**
 * True while nothing is billed of a row: it has no licences, or nobody can use them, and no person has said that billing
 * goes on. What our books have ended is billed to that end. SQL over `csp_subscription`; `alias` where the statement names
 * more than one table.
 */
export function isHeldWhere(alias?: string): string {
  const column = (name: string) => (alias === undefined ? name : `${alias}.${name}`);
  const state = `${column("vendor_sighting")} ->> 'state'`;
  return `(${column("status")} in ('active', 'suspended') and coalesce(${state} in ('gone', 'suspended'), false)
    and ${state} is distinct from ${column("billed_on_with")})`;
}

/** The columns of SubscriptionRow, with dates as text. */
export const SUBSCRIPTION_COLUMNS = `id, company_id, order_id, order_line_id, plan_id, title, sku_title, product_id,
  variant_id, vendor, vendor_tenant_id, vendor_product_id, vendor_sku_id, vendor_order_id, vendor_subscription_id,
  segment, domain, status, quantity, term, billing_plan, currency, unit_term_price, price_version,
  started_on::text as started_on, term_started_on::text as term_started_on, term_ends_on::text as term_ends_on,
  auto_renew, cancel_at_end, extend_at_end, next_quantity, end_wish, end_wish_kept_at, cancellation_allowed_until, problem, synced_at, sync_failures, vendor_sighting, ${isHeldWhere()} as is_held`;

/** What billing needs of them: a run reads every due subscription. */
export const BILLING_COLUMNS = `id, company_id, order_id, order_line_id, plan_id, title, sku_title, product_id, variant_id,
  vendor, vendor_subscription_id, status, ${isHeldWhere()} as is_held`;

export function subscriptionFromRow(row: SubscriptionRow, returnWindows: readonly ReturnWindow[]): Subscription {
  return {
    id: row.id,
    companyId: row.company_id,
    orderId: row.order_id,
    orderLineId: row.order_line_id,
    planId: row.plan_id,
    title: row.title,
    skuTitle: row.sku_title,
    productId: row.product_id,
    variantId: row.variant_id,
    vendor: row.vendor,
    vendorTenantId: row.vendor_tenant_id,
    vendorProductId: row.vendor_product_id,
    vendorSkuId: row.vendor_sku_id,
    vendorOrderId: row.vendor_order_id,
    vendorSubscriptionId: row.vendor_subscription_id,
    segment: row.segment,
    domain: row.domain,
    status: row.status,
    quantity: row.quantity,
    terms: {
      term: row.term,
      billingPlan: row.billing_plan,
      currency: row.currency,
      unitTermPrice: minorUnits(row.unit_term_price),
      priceVersion: row.price_version,
    },
    startedOn: row.started_on,
    termStartedOn: row.term_started_on,
    termEndsOn: row.term_ends_on,
    autoRenew: row.auto_renew,
    cancelAtEnd: row.cancel_at_end,
    extendAtEnd: row.extend_at_end,
    nextQuantity: row.next_quantity,
    endWish: row.end_wish,
    endWishKeptAt: row.end_wish_kept_at,
    cancellationAllowedUntil: row.cancellation_allowed_until,
    returnWindows,
    syncedAt: row.synced_at,
    problem: row.problem,
    sighting: row.vendor_sighting,
    isHeld: row.is_held,
  };
}

/** Columns of a subscription that has just become live. */
export function newSubscriptionColumns(id: string, input: ActivateSubscription): Record<string, unknown> {
  return {
    id,
    company_id: input.companyId,
    order_id: input.orderId,
    order_line_id: input.orderLineId,
    plan_id: input.planId,
    title: input.title,
    sku_title: input.skuTitle,
    product_id: input.productId,
    variant_id: input.variantId,
    vendor: input.vendor,
    vendor_tenant_id: input.vendorTenantId,
    vendor_product_id: input.vendorProductId,
    vendor_sku_id: input.vendorSkuId,
    vendor_order_id: input.vendorOrderId,
    vendor_subscription_id: input.vendorSubscriptionId,
    segment: input.segment,
    domain: input.domain,
    status: input.vendorState.status,
    quantity: input.quantity,
    term: input.terms.term,
    billing_plan: input.terms.billingPlan,
    currency: input.terms.currency,
    unit_term_price: input.terms.unitTermPrice,
    price_version: input.terms.priceVersion,
    started_on: input.startedOn,
    term_started_on: input.startedOn,
    term_ends_on: input.termEndsOn,
    ...mirrorColumns(input.vendorState),
    activated_at: input.activatedAt,
    synced_at: input.activatedAt,
    next_sync_at: input.nextSyncAt,
  };
}

/** What is mirrored of the vendor's record, but for its windows and the status. */
export function mirrorColumns(state: VendorState): Record<string, unknown> {
  return {
    auto_renew: state.autoRenew,
    cancel_at_end: state.cancelAtEnd,
    extend_at_end: state.extendAtEnd,
    next_quantity: state.nextQuantity,
    cancellation_allowed_until: state.cancellationAllowedUntil,
  };
}

function minorUnits(text: string): number {
  const amount = Number(text);
  if (!Number.isSafeInteger(amount)) {
    throw new RangeError(`Stored amount ${text} is too large to count with.`);
  }
  return amount;
}
