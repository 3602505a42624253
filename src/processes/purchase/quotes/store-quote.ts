import type { MedusaContainer } from "@medusajs/framework/types";
import { DEFAULT_CHARGING_POLICY } from "../../../domain/charging";
import { DEFAULT_TAX_POLICY } from "../../../domain/tax";
import { BILLING_MODULE, type QuoteFacts } from "../../../modules/billing";
import type { Company } from "../../../modules/company";
import type { Quote } from "./types";

/** How a quote is shown to the customer. What it makes is kept as evidence and never read again by the product. */
export type ShowQuote = (quote: Quote) => unknown;

/**
 * Keeps what was promised to a company, as it was shown. Only a card page that is opened promises: what somebody merely
 * looks at is priced and forgotten, so that nobody fills the database by looking.
 */
export async function keepQuote(
  container: MedusaContainer,
  quote: Quote,
  company: Pick<Company, "id">,
  shownAs: ShowQuote,
): Promise<void> {
  await container.resolve(BILLING_MODULE).storeQuote({
    id: quote.id,
    hash: quote.hash,
    companyId: company.id,
    currency: quote.currency,
    createdAt: quote.createdAt,
    expiresAt: quote.expiresAt,
    facts: {
      billingDay: quote.billingDay,
      tax: promisedTax(quote),
      tenant: quote.tenant,
      lines: quote.lines.map(({ plan, quantity, promisedDiscounts }) => ({
        planId: plan.planId,
        quantity,
        price: { unitTermPrice: plan.unitTermPrice, priceVersion: plan.priceVersion },
        discounts: promisedDiscounts,
      })),
    },
    shown: shownAs(quote),
  });
}

function promisedTax({ tax: { party, buyer, rates } }: Quote): QuoteFacts["tax"] {
  if (party === null || buyer === null) {
    return null;
  }
  const { countryCode, provinceCode } = party;
  const policies = { taxPolicy: DEFAULT_TAX_POLICY.version, chargingPolicy: DEFAULT_CHARGING_POLICY.version };
  return { buyer, countryCode, provinceCode, rates, ...policies };
}
