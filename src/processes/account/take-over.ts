import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { COMPANY_MODULE } from "../../modules/company";
import { obligationsOf } from "../../reads/obligations";
import { forgetAddresses, forgetCarts } from "./erase-person";
import { confirmByMailbox, mailAddressOf } from "./mail-address";

/**
 * Somebody has shown that they read the mails of an account whose address nobody had confirmed: from now on it is theirs,
 * and confirmed. What was typed into it before may be a stranger's, who signed up with an address that was not theirs: the
 * company with its tenant, telephone and addresses and the carts go. Where something is ordered or owed, which an earlier
 * version allowed without a confirmation, everything stays.
 */
export async function takeOverUnconfirmed(container: MedusaContainer, identityId: string): Promise<void> {
  const address = await mailAddressOf(container, identityId);
  if (address === null || address.confirmed) {
    return;
  }
  const customerId = await customerOf(container, identityId);
  if (customerId !== null) {
    await forgetWhatWasTyped(container, customerId);
  }
  await confirmByMailbox(container, identityId, address.email);
}

async function forgetWhatWasTyped(container: MedusaContainer, customerId: string): Promise<void> {
  const companies = container.resolve(COMPANY_MODULE);
  const company = await companies.retrieveForCustomer(customerId);
  if (company) {
    const left = await companies.leave(customerId, async (trx, companyId) =>
      Object.values(await obligationsOf(trx, companyId)).every((count) => count === 0),
    );
    if (left === null) {
      return;
    }
  }
  await forgetCarts(container, customerId);
  await forgetAddresses(container, customerId);
  await container.resolve(Modules.CUSTOMER).updateCustomers(customerId, { phone: null, company_name: null });
}

/** The customer that an identity signs in as; null before there is one. */
export async function customerOf(container: MedusaContainer, identityId: string): Promise<string | null> {
  const { app_metadata: said } = await container.resolve(Modules.AUTH).retrieveAuthIdentity(identityId);
  const customerId = said?.customer_id;
  return typeof customerId === "string" ? customerId : null;
}
