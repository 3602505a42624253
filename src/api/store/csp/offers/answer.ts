import { type Money, money, multiplyFraction, toDecimalString } from "../../../../domain/money";
import { chargeMonths, termMonths } from "../../../../domain/subscription";
import type { SellablePlan, StoreOffer, StoreSku } from "../../../../modules/catalog";

const SUMMARY_LENGTH = 160;
const MONTHS_OF_A_YEAR = 12;

interface Amount {
  readonly amount: string;
  readonly currency: string;
}

export interface PlanAnswer {
  readonly id: string;
  readonly variant_id: string;
  readonly term: string;
  readonly billing_plan: string;
  readonly charge_count: number;
  readonly price_per_charge: Amount;
  readonly price_per_month: Amount;
  readonly price_per_term: Amount;
  readonly price_per_year: Amount;
  readonly min_quantity: number;
  readonly max_quantity: number;
}

export interface OfferCard {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly publisher: string;
  readonly summary: string;
  readonly category: string;
  readonly segments: readonly string[];
  /** The least a seat costs each month, of the SKU that leads the offer. */
  readonly from: { readonly price_per_month: Amount; readonly plan_id: string } | null;
  readonly plans_summary: readonly { term: string; billing_plan: string; price_per_month: Amount }[];
}

/** An offer on the catalogue page. Every field is chosen here by name: costs and margins cannot come along. */
export function offerCard(offer: StoreOffer): OfferCard {
  const lead = offer.skus[0];
  const plans = lead?.plans ?? [];
  const cheapest = [...plans].sort((a, b) => perMonth(a).amount - perMonth(b).amount)[0];
  return {
    id: offer.id,
    handle: offer.handle,
    title: offer.title,
    publisher: offer.publisher,
    summary: shorten(lead?.description ?? ""),
    category: offer.category,
    segments: [...new Set(offer.skus.map((sku) => sku.segment))].sort(),
    from: cheapest ? { price_per_month: answer(perMonth(cheapest)), plan_id: cheapest.planId } : null,
    plans_summary: plans.map((plan) => ({
      term: plan.term,
      billing_plan: plan.billingPlan,
      price_per_month: answer(perMonth(plan)),
    })),
  };
}

/** An offer on its own page, with every plan on sale. */
export function offerDetail(offer: StoreOffer) {
  return { ...offerCard(offer), description: offer.skus[0]?.description ?? "", skus: offer.skus.map(skuAnswer) };
}

function skuAnswer(sku: StoreSku) {
  const { id, title, description, segment } = sku;
  return { id, title, description, segment, plans: sku.plans.map(planAnswer) };
}

function planAnswer(plan: SellablePlan): PlanAnswer {
  const wholeTerm = money(plan.unitTermPrice, plan.currency);
  return {
    id: plan.planId,
    variant_id: plan.variantId,
    term: plan.term,
    billing_plan: plan.billingPlan,
    charge_count: plan.chargeCount,
    price_per_charge: answer(money(plan.pricePerCharge, plan.currency)),
    price_per_month: answer(perMonth(plan)),
    price_per_term: answer(wholeTerm),
    price_per_year: answer(share(wholeTerm, MONTHS_OF_A_YEAR, termMonths(plan.term))),
    min_quantity: plan.minQuantity,
    max_quantity: plan.maxQuantity,
  };
}

/** For comparing plans; what is charged is the price per charge. */
function perMonth(plan: SellablePlan): Money {
  return share(money(plan.pricePerCharge, plan.currency), 1, chargeMonths(plan.billingPlan));
}

function share(amount: Money, numerator: number, denominator: number): Money {
  return multiplyFraction(amount, { numerator, denominator }, "half_up");
}

function answer(amount: Money): Amount {
  return { amount: toDecimalString(amount), currency: amount.currency };
}

function shorten(text: string): string {
  if (text.length <= SUMMARY_LENGTH) {
    return text;
  }
  const cut = text.slice(0, SUMMARY_LENGTH);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))}…`;
}
