import Decimal from "decimal.js";
import type { Term } from "../catalog/catalogue";
import type { Promotion } from "../catalog/promotion";
import type { Pricing } from "../state";
import { chargesOf } from "../subscriptions/term-dates";

/**
 * Pre-tax prices of a line: the first four are for one seat and one charge, `extendedPrice` is for all seats and the
 * whole term. `firstTermShare` is below 1 when the first term is cut short by a custom end date.
 */
export function pricingOf(term: Term, quantity: number, promotion: Promotion | null, firstTermShare = 1): Pricing {
  const charges = chargesOf(term.duration, term.billingCycle);
  const list = new Decimal(term.termPrice).div(charges);
  const discounted = list.mul(new Decimal(1).minus(promotion?.discount ?? 0));
  const prorated = discounted.mul(firstTermShare);
  const show = (value: Decimal) => value.toDecimalPlaces(4).toNumber();
  return {
    listPrice: show(list),
    discountedPrice: show(discounted),
    proratedPrice: show(prorated),
    price: show(prorated),
    extendedPrice: prorated.mul(charges).mul(quantity).toDecimalPlaces(2).toNumber(),
  };
}
