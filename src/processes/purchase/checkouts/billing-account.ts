import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../../connections/settings";
import { stripeConnection } from "../../../connections/stripe";
import type { Company } from "../../../modules/company";
import { checkoutServices } from "./services";

/** The company's billing account and its record at the card processor, brought up to date with what the company says. */
export async function ensurePayer(
  container: MedusaContainer,
  company: Company,
  currency: string,
): Promise<{ accountId: string; stripeCustomerId: string }> {
  const { billing } = checkoutServices(container);
  const { timeZone } = settingsOf(container).seller;
  const account = await billing.ensureAccount({ companyId: company.id, currency, timeZone });
  const { customerId } = await stripeConnection(container).cardGateway.ensureCustomer(
    {
      reference: company.id,
      name: company.legalName,
      email: company.email,
      phone: company.phone,
      address: company.address,
    },
    account.stripeCustomerId,
  );
  if (customerId !== account.stripeCustomerId) {
    await billing.setStripeCustomer(account.id, customerId);
  }
  return { accountId: account.id, stripeCustomerId: customerId };
}
