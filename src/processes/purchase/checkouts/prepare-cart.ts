import type { CreateLineItemAdjustmentDTO, CreateLineItemTaxLineDTO, MedusaContainer } from "@medusajs/framework/types";
import { toDecimalString } from "../../../domain/money";
import type { Checkout } from "../../../modules/checkout";
import type { Company } from "../../../modules/company";
import type { LicenceCart } from "../carts/cart";
import { CART_KIND } from "../carts/cart";
import { pricing } from "../carts/change-lines";
import { regionFor } from "../carts/open-cart";
import type { Quote } from "../quotes/types";
import { checkoutServices } from "./services";

/** Who buys what at which prices, and the checkout it belongs to. */
export type Purchase = {
  readonly checkout: Checkout;
  readonly cart: LicenceCart;
  readonly company: Company;
  readonly quote: Quote;
};

/**
 * Writes the quote into the Medusa cart, because the order will be made from it: who buys, where, at which prices and
 * tax rates, and which checkout it belongs to.
 */
export async function prepareCart(container: MedusaContainer, purchase: Purchase): Promise<void> {
  const { checkout, cart, company, quote } = purchase;
  const { carts } = checkoutServices(container);
  const region = await regionFor(container, quote.currency, company.address.countryCode);
  await carts.updateCarts([
    {
      id: cart.id,
      region_id: region.id,
      currency_code: quote.currency.toLowerCase(),
      email: company.email,
      customer_id: checkout.customerId,
      billing_address: address(company),
      shipping_address: address(company),
      metadata: { kind: CART_KIND, checkout_id: checkout.id },
    },
  ]);
  const plans = new Map(quote.lines.map((line) => [line.plan.planId, line.plan]));
  for (const line of cart.lines) {
    const plan = plans.get(line.planId);
    if (plan) {
      await carts.updateLineItems(line.id, pricing(plan));
    }
  }
  await carts.setLineItemAdjustments(cart.id, adjustments(cart, quote));
  await carts.setLineItemTaxLines(cart.id, taxLines(cart, quote));
}

/** Discounts as Medusa's order knows them; the amounts are the quote's. */
function adjustments(cart: LicenceCart, quote: Quote): CreateLineItemAdjustmentDTO[] {
  return cart.lines.flatMap((line) => {
    const quoted = quote.lines.find((one) => one.plan.planId === line.planId);
    return quoted === undefined || quoted.discount.amount === 0
      ? []
      : [
          {
            item_id: line.id,
            code: "csp-discount",
            description: quoted.discounts.join(", "),
            amount: toDecimalString(quoted.discount),
          },
        ];
  });
}

function taxLines(cart: LicenceCart, quote: Quote): CreateLineItemTaxLineDTO[] {
  return cart.lines.flatMap((line) =>
    quote.tax.rates.map((rate) => ({
      item_id: line.id,
      code: rate.code || rate.name,
      rate: Number(rate.ratePercent),
      description: rate.name,
    })),
  );
}

function address(company: Company) {
  const { address: place } = company;
  return {
    company: company.legalName,
    first_name: company.firstName,
    last_name: company.lastName,
    phone: company.phone,
    address_1: place.line1,
    address_2: place.line2 ?? undefined,
    city: place.city,
    province: place.province ?? undefined,
    postal_code: place.postalCode,
    country_code: place.countryCode,
  };
}
