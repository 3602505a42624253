import { decimalMoney, money } from "../../../../domain/money";
import type {
  AdminPlan,
  LeftPlan,
  RefusedPlan,
  SaleChange,
  SaleForecast,
  SaleState,
} from "../../../../modules/catalog";
import type * as document from "./document";

/** A plan with cost and margin, for the admin only. Costs and list prices are the vendor's own decimals. */
export function planDocument(plan: AdminPlan): document.Plan {
  const amount = (minor: number) => decimalMoney(money(minor, plan.currency));
  return {
    id: plan.planId,
    offer_id: plan.offerId,
    handle: plan.handle,
    offer_title: plan.offerTitle,
    category: plan.category,
    sku_title: plan.skuTitle,
    vendor_product_id: plan.vendorProductId,
    vendor_sku_id: plan.vendorSkuId,
    segment: plan.segment,
    term: plan.term,
    billing_plan: plan.billingPlan,
    market: plan.market,
    is_trial: plan.isTrial,
    is_listed: plan.isListed,
    cost_per_term: plan.cost === null ? null : { amount: plan.cost, currency: plan.currency },
    list_per_term: plan.list === null ? null : { amount: plan.list, currency: plan.currency },
    price_per_term: plan.price && amount(plan.price.unitTermPrice),
    price_per_charge: plan.price && amount(plan.price.pricePerCharge),
    charge_count: plan.price?.chargeCount ?? null,
    margin_percent: plan.price?.marginPercent ?? null,
    below_floor: plan.price?.belowFloor ?? false,
    published: plan.published,
    product_id: plan.productId,
  };
}

/** What would happen to the plans on sale. */
export function forecastDocument({ at, changes, ...counts }: SaleForecast): document.Forecast {
  return { at: at.toISOString(), changes: changes.map(saleChangeDocument), ...counts };
}

function saleChangeDocument(change: SaleChange): document.SaleChange {
  const state = ({ cost, pricePerCharge, marginPercent, whyOut }: SaleState) => ({
    cost_per_term: cost === null ? null : { amount: cost, currency: change.currency },
    price_per_charge: pricePerCharge === null ? null : decimalMoney(money(pricePerCharge, change.currency)),
    margin_percent: marginPercent,
    why_out: whyOut,
  });
  return {
    ...planNames(change),
    vendor_product_id: change.vendorProductId,
    vendor_sku_id: change.vendorSkuId,
    before: state(change.before),
    after: state(change.after),
  };
}

/** A plan that left the shop by itself. */
export function leftPlanDocument(plan: LeftPlan): document.LeftPlan {
  return {
    ...planNames(plan),
    product_id: plan.productId,
    why: plan.whyOut,
    since: plan.since.toISOString(),
    margin_percent: plan.marginPercent,
  };
}

function planNames(plan: SaleChange | LeftPlan) {
  return {
    plan_id: plan.planId,
    offer_title: plan.offerTitle,
    sku_title: plan.skuTitle,
    segment: plan.segment,
    term: plan.term,
    billing_plan: plan.billingPlan,
  };
}

/** Plans that may not go on sale, each with the reason. */
export function refusedDocuments(refused: readonly RefusedPlan[]): document.RefusedPlan[] {
  return refused.map(({ planId, title, reason }) => ({ plan_id: planId, title, reason }));
}
