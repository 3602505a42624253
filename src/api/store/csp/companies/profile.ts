import type { CompanyProfile } from "../../../../modules/company";
import type { PostCompany } from "../validators";

/** The form as the company module knows it. */
export function profileFrom(form: PostCompany): CompanyProfile {
  return {
    legalName: form.legal_name,
    taxId: form.tax_id,
    email: form.email,
    phone: form.phone,
    firstName: form.first_name,
    lastName: form.last_name,
    address: {
      line1: form.address.line1,
      line2: form.address.line2,
      city: form.address.city,
      province: form.address.province,
      postalCode: form.address.postal_code,
      countryCode: form.address.country_code,
    },
  };
}
