import type { MedusaContainer } from "@medusajs/framework/types";
import type { PartySnapshot } from "../../../modules/billing";
import { COMPANY_MODULE, type Company } from "../../../modules/company";
import type { TaxParty } from "./tax-rates";

/** Companies by id, in one query. A company that does not exist is simply missing. */
export async function companiesById(container: MedusaContainer, ids: readonly string[]): Promise<Map<string, Company>> {
  const companies = await container.resolve(COMPANY_MODULE).list([...new Set(ids)]);
  return new Map(companies.map((company) => [company.id, company]));
}

/** The buyer's data as an invoice keeps it: what the company says of itself on the day of issue. */
export function buyerSnapshot(company: Company): PartySnapshot {
  const { address } = company;
  const town = [address.city, address.province, address.postalCode].filter(Boolean).join(", ");
  return {
    name: company.legalName,
    addressLines: [address.line1, address.line2, town].filter((line): line is string => Boolean(line)),
    countryCode: address.countryCode.toUpperCase(),
    taxId: company.taxId,
    email: company.email,
    phone: company.phone || null,
  };
}

/** What decides how the company is taxed. */
export function taxParty(company: Pick<Company, "address" | "taxId" | "taxIdCheck">): TaxParty {
  const { countryCode, postalCode, province } = company.address;
  return {
    countryCode,
    postalCode,
    provinceCode: province,
    taxId: company.taxId,
    taxIdVerified: company.taxIdCheck?.state === "valid",
  };
}
