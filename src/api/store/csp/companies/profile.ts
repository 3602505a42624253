import type { CompanyAddress, CompanyProfile } from "../../../../modules/company";
import type { PostAddress, PostCompany } from "../validators";

/** The form as the company module knows it. */
export function profileFrom(form: PostCompany): CompanyProfile {
  return {
    legalName: form.legal_name,
    taxId: form.tax_id,
    email: form.email,
    phone: form.phone,
    firstName: form.first_name,
    lastName: form.last_name,
    address: addressFrom(form.address),
  };
}

/** The address as the company module knows it. */
export function addressFrom(address: PostAddress["address"]): CompanyAddress {
  return {
    line1: address.line1,
    line2: address.line2,
    city: address.city,
    province: address.province,
    postalCode: address.postal_code,
    countryCode: address.country_code,
  };
}

/** Names of what differs, parts of the address each for itself. */
export function changedFields(before: CompanyProfile, after: CompanyProfile): string[] {
  const flat = ({ legalName, taxId, email, phone, firstName, lastName, address }: CompanyProfile) =>
    Object.entries({ legalName, taxId, email, phone, firstName, lastName, ...address });
  const old = new Map(flat(before));
  return flat(after).flatMap(([field, value]) => (old.get(field) === value ? [] : [field]));
}
