import { decimalMoney, type Money, money, multiplyFraction } from "../../../../domain/money";
import { chargeMonths, termMonths } from "../../../../domain/subscription";
import type { SellablePlan, StoreOffer, StoreSku } from "../../../../modules/catalog";
import type { Offer, OfferCard, Plan, Sku } from "./document";

const SUMMARY_LENGTH = 160;
const MONTHS_OF_A_YEAR = 12;

/** An offer on the catalogue page. Every field is chosen here by name: costs and margins cannot come along. */
export function offerCardDocument(offer: StoreOffer): OfferCard {
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
    from: cheapest ? { price_per_month: decimalMoney(perMonth(cheapest)), plan_id: cheapest.planId } : null,
    plans_summary: plans.map((plan) => ({
      term: plan.term,
      billing_plan: plan.billingPlan,
      price_per_month: decimalMoney(perMonth(plan)),
    })),
  };
}

/** An offer on its own page, with every plan on sale. */
export function offerDocument(offer: StoreOffer): Offer {
  return {
    ...offerCardDocument(offer),
    description: offer.skus[0]?.description ?? "",
    skus: offer.skus.map(skuDocument),
  };
}

function skuDocument(sku: StoreSku): Sku {
  const { id, title, description, segment } = sku;
  return { id, title, description, segment, plans: sku.plans.map(planDocument) };
}

function planDocument(plan: SellablePlan): Plan {
  const wholeTerm = money(plan.unitTermPrice, plan.currency);
  return {
    id: plan.planId,
    variant_id: plan.variantId,
    term: plan.term,
    billing_plan: plan.billingPlan,
    charge_count: plan.chargeCount,
    price_per_charge: decimalMoney(money(plan.pricePerCharge, plan.currency)),
    price_per_month: decimalMoney(perMonth(plan)),
    price_per_term: decimalMoney(wholeTerm),
    price_per_year: decimalMoney(share(wholeTerm, MONTHS_OF_A_YEAR, termMonths(plan.term))),
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

function shorten(text: string): string {
  if (text.length <= SUMMARY_LENGTH) {
    return text;
  }
  const cut = text.slice(0, SUMMARY_LENGTH);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))}…`;
}
