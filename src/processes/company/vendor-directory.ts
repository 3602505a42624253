import type { MedusaContainer } from "@medusajs/framework/types";
import { partnerCenter } from "../../connections/partner-center";
import { settingsOf } from "../../connections/settings";
import { UnavailableError } from "../../errors/unavailable-error";
import { isPartnerCenterError } from "../../integrations/partner-center/errors";

const RESELLER = "reseller";

/** A tenant as the vendor knows it. */
export type KnownTenant = {
  readonly vendorTenantId: string;
  /** True when its owner has accepted the seller as reseller. */
  readonly isOurs: boolean;
};

export type VendorAgreement = {
  readonly templateId: string;
  readonly type: string;
  readonly link: string;
  readonly version: string;
};

/** True when nobody at the vendor owns the domain. @throws UnavailableError when the vendor is silent */
export async function isDomainFree(container: MedusaContainer, domain: string): Promise<boolean> {
  return asking(() => partnerCenter(container).isDomainAvailable(domain));
}

/** Looks a tenant up among the seller's customers; null when its owner never accepted a relationship. */
export async function findTenant(container: MedusaContainer, domain: string): Promise<KnownTenant | null> {
  const customer = await asking(() => partnerCenter(container).findCustomerByDomain(domain));
  return customer && { vendorTenantId: customer.id, isOurs: customer.relationshipToPartner === RESELLER };
}

/** Where the vendor writes to about a tenant: the contact in its own record, never an address that a form named. */
export type TenantContact = { readonly vendorTenantId: string; readonly email: string };

/** The contact of a tenant among the seller's customers; null when there is no such tenant, or no contact. */
export async function findTenantContact(container: MedusaContainer, domain: string): Promise<TenantContact | null> {
  return asking(async () => {
    const client = partnerCenter(container);
    const row = await client.findCustomerByDomain(domain);
    const email = row && (await client.getCustomer(row.id)).billingProfile?.email;
    return row && email ? { vendorTenantId: row.id, email } : null;
  });
}

/** The domain of a tenant by the vendor's id; null when it has none. */
export async function findTenantDomain(container: MedusaContainer, vendorTenantId: string): Promise<string | null> {
  const customer = await asking(() => partnerCenter(container).getCustomer(vendorTenantId));
  return customer.companyProfile.domain ?? null;
}

/** The agreement every customer of the vendor must accept, in its newest version. */
export async function currentAgreement(container: MedusaContainer): Promise<VendorAgreement> {
  const metadata = await asking(() => partnerCenter(container).getAgreementMetadata());
  if (!metadata) {
    throw new UnavailableError("Microsoft lists no customer agreement at the moment; please try again later.");
  }
  return {
    templateId: metadata.templateId,
    type: metadata.agreementType,
    link: metadata.agreementLink,
    version: String(metadata.versionRank),
  };
}

/** Where the owner of an existing tenant accepts the seller as reseller (the vendor's published form of the link). */
export function relationshipUrl(container: MedusaContainer): string {
  const partner = encodeURIComponent(settingsOf(container).partnerCenter.tenantId);
  const query = `invType=ResellerRelationship&partnerId=${partner}&msppId=0&DAP=false`;
  return `https://admin.microsoft.com/Adminportal/Home?${query}#/BillingAccounts/partner-invitation`;
}

async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isPartnerCenterError(error)) {
      throw new UnavailableError(
        "Microsoft did not answer just now. Nothing was changed; please try again in a minute.",
      );
    }
    throw error;
  }
}
