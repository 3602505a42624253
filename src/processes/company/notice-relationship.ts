import type { MedusaContainer } from "@medusajs/framework/types";
import { COMPANY_MODULE } from "../../modules/company";
import { refreshTenant } from "./refresh-tenant";
import { findTenantDomain } from "./vendor-directory";

/**
 * The owner of a tenant has accepted the seller: companies whose proven tenant waited for it are linked, and claims that
 * waited for the vendor to know the tenant get their code.
 *
 * @returns whether anybody waited for it
 * @throws UnavailableError when the vendor is silent
 */
export async function noticeRelationship(
  container: MedusaContainer,
  vendorTenantId: string,
  now: Date,
): Promise<boolean> {
  const domain = await findTenantDomain(container, vendorTenantId);
  if (domain === null) {
    return false;
  }
  const companies = container.resolve(COMPANY_MODULE);
  const waiting = await companies.listPendingRelationships(domain);
  for (const companyId of waiting) {
    await refreshTenant(container, await companies.retrieve(companyId), now);
  }
  return (await companies.wantCodesFor(domain, now)) + waiting.length > 0;
}
