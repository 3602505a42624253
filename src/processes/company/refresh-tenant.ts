import type { MedusaContainer } from "@medusajs/framework/types";
import { UnavailableError } from "../../errors/unavailable-error";
import { COMPANY_MODULE, type Company } from "../../modules/company";
import { resumeOrdersOf } from "../provisioning/resume-orders";
import { findTenant } from "./vendor-directory";

/**
 * Looks once more whether the owner of a proven tenant has accepted the seller; a vendor that is silent changes nothing.
 * Of a tenant that was not proven nothing is asked: whatever the vendor says of it is not the company's to know.
 */
export async function refreshTenant(container: MedusaContainer, company: Company, now: Date): Promise<Company> {
  const { tenant } = company;
  if (tenant?.kind !== "existing" || tenant.state !== "pending_relationship") {
    return company;
  }
  try {
    const known = await findTenant(container, tenant.domain);
    // One that has taken the domain over since is not the one that was proven.
    if (!known?.isOurs || (tenant.vendorTenantId !== null && tenant.vendorTenantId !== known.vendorTenantId)) {
      return company;
    }
    const companies = container.resolve(COMPANY_MODULE);
    const { domain } = tenant;
    await companies.linkTenant(company.id, { domain, vendorTenantId: known.vendorTenantId, linkedAt: now });
    await resumeOrdersOf(container, company.id, now);
    return await companies.retrieve(company.id);
  } catch (error) {
    if (error instanceof UnavailableError) {
      return company;
    }
    throw error;
  }
}
