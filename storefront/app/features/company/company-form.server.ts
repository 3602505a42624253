import { type PostCompanyBody, postCompany } from "../../../../src/api/store/csp/validators";
import { type Company, saveCompany } from "../../server/api/company.server";
import { type FieldWords, problemsOf, typedValues, withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";

/** The shop's words for the fields of a company; an address has its own among them. */
export const COMPANY_WORDS: Readonly<Record<string, FieldWords>> = {
  legal_name: { name: "legal name", missing: "Enter the company's legal name." },
  tax_id: { name: "tax ID" },
  email: { name: "billing email", missing: "Enter the address that should get the invoices." },
  phone: {
    name: "phone number",
    missing: "Enter a phone number.",
    wrong: "Enter a phone number such as +1 425 555 0100.",
  },
  first_name: { name: "first name", missing: "Enter a first name." },
  last_name: { name: "last name", missing: "Enter a last name." },
  line1: { name: "street and number", missing: "Enter street and number." },
  line2: { name: "second address line" },
  city: { name: "city", missing: "Enter a city." },
  province: {
    name: "state",
    missing: "Enter the state or province as two letters, such as WA.",
    wrong: "Enter the state or province as two letters, such as WA.",
  },
  postal_code: { name: "postal code", missing: "Enter a postal code." },
  country_code: { name: "country", missing: "Choose a country.", wrong: "Choose a country from the list." },
};

/** The API's address is a group of fields, the form's stand side by side. */
export const formField = (field: string) => field.replace(/^address\./, "");

/** Checks and saves the company form. A refusal names the form's fields. */
export async function submitCompany(api: MedusaClient, form: FormData, exists: boolean) {
  const values = typedValues(form);
  const body = bodyOf(values);
  const problems = problemsOf(postCompany, body, { values, words: COMPANY_WORDS }, formField);
  if (problems.length > 0) {
    return { ok: false as const, failure: { problems, values } };
  }
  return withFieldProblems(values, formField, () => saveCompany(api, exists, body));
}

/** The address as the API takes it, from a form's fields. */
export function addressBody(typed: Readonly<Record<string, string>>, country: string): PostCompanyBody["address"] {
  const text = (name: string) => typed[name] ?? "";
  return {
    line1: text("line1"),
    line2: text("line2"),
    city: text("city"),
    province: text("province"),
    postal_code: text("postal_code"),
    country_code: country,
  };
}

function bodyOf(typed: Readonly<Record<string, string>>): PostCompanyBody {
  const text = (name: string) => typed[name] ?? "";
  return {
    legal_name: text("legal_name"),
    tax_id: text("tax_id"),
    email: text("email"),
    phone: text("phone"),
    first_name: text("first_name"),
    last_name: text("last_name"),
    address: addressBody(typed, text("country_code")),
  };
}

/** What the form shows at first: the company, or what we know of the person who signed up. */
export function companyDefaults(
  company: Company | null,
  customer: { email: string; firstName: string; lastName: string } | undefined,
  market: string,
): Record<string, string> {
  if (company === null) {
    return {
      email: customer?.email ?? "",
      first_name: customer?.firstName ?? "",
      last_name: customer?.lastName ?? "",
      country_code: market.toLowerCase(),
    };
  }
  const { address } = company;
  return {
    legal_name: company.legal_name,
    tax_id: company.tax_id ?? "",
    email: company.email,
    phone: company.phone,
    first_name: company.first_name,
    last_name: company.last_name,
    line1: address.line1,
    line2: address.line2 ?? "",
    city: address.city,
    province: address.province ?? "",
    postal_code: address.postal_code,
    country_code: address.country_code.toLowerCase(),
  };
}
