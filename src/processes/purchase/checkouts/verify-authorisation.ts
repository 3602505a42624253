import { isDeepStrictEqual } from "node:util";
import type { MedusaContainer } from "@medusajs/framework/types";
import { tenantDifference } from "../../../domain/customer-profile";
import type { CheckoutReading } from "../../../integrations/stripe";
import type { QuoteFacts } from "../../../modules/billing";
import type { Checkout } from "../../../modules/checkout";
import { COMPANY_MODULE, type Company } from "../../../modules/company";
import { buyerSnapshot, taxParty } from "../../billing/plan/buyer";
import { findLicenceCart, requestedLines } from "../carts/cart";
import type { RequestedLine } from "../quotes/types";
import { checkoutServices } from "./services";

/**
 * Compares what was authorised with what was agreed: amount, currency, payer, tenant, and the cart the order will be made from.
 *
 * @returns null when all is right, else why the money must be given back, as the customer may read it
 */
export async function whyNotOrderable(
  container: MedusaContainer,
  checkout: Checkout,
  reading: CheckoutReading,
): Promise<string | null> {
  const { billing } = checkoutServices(container);
  const held = reading.payment;
  if (
    reading.amount !== checkout.amount ||
    reading.currency !== checkout.currency ||
    held?.amount !== checkout.amount
  ) {
    return "The amount held on the card is not the amount of the offer, so it was released. Please pay again.";
  }
  const account = await billing.findAccount(checkout.companyId);
  if (!account || account.id !== checkout.billingAccountId || account.stripeCustomerId !== reading.customerId) {
    return "The card was entered for another account, so the amount was released. Please pay again.";
  }
  if (!reading.paymentMethod || !reading.paymentIntentId) {
    return "The card could not be saved for the next charges, so the amount was released. Please pay again.";
  }
  const { facts } = await billing.retrieveQuote(checkout.quoteId);
  const company = await container.resolve(COMPANY_MODULE).retrieve(checkout.companyId);
  if (facts.tenant !== null && tenantDifference(facts.tenant, company.tenant) !== null) {
    return (
      `The licences were to go to ${facts.tenant.domain}, which is not your company's organisation at Microsoft any more, ` +
      "or not proven to be, so the amount was released. Please look at the offer again, and pay again."
    );
  }
  if (facts.tax !== null && !isStillPromised(facts.tax, company)) {
    return (
      "Your company's name, address or tax id was changed while the card was entered, so the amount was released. " +
      "Please look at the offer again, which may have another tax, and pay again."
    );
  }
  const cart = await findLicenceCart(container, checkout.cartId);
  if (!cart?.isWhole || !sameLines(facts.lines, requestedLines(cart))) {
    return "The cart was changed while the card was entered, so the amount was released. Please pay again.";
  }
  return null;
}

/**
 * Whether the invoice's buyer, as it was shown with the tax, is still what the company says of itself. What we found out
 * about it meanwhile (a tax id that was looked up) takes no promise back.
 */
function isStillPromised(promised: Promised, company: Company): boolean {
  const party = taxParty(company);
  return isDeepStrictEqual(
    shown({ buyer: buyerSnapshot(company), countryCode: party.countryCode, provinceCode: party.provinceCode }),
    shown(promised),
  );
}

type Promised = Pick<NonNullable<QuoteFacts["tax"]>, "buyer" | "countryCode" | "provinceCode">;

/** What the customer was shown of all that is kept: mail and phone may change at any time. */
function shown({ buyer, countryCode, provinceCode }: Promised) {
  const { name, addressLines, taxId, countryCode: country } = buyer;
  return { countryCode, provinceCode, name, addressLines, taxId, country };
}

function sameLines(quoted: readonly RequestedLine[], inCart: readonly RequestedLine[]): boolean {
  const agreed = new Map(quoted.map((line) => [line.planId, line.quantity]));
  return agreed.size === inCart.length && inCart.every((line) => agreed.get(line.planId) === line.quantity);
}
