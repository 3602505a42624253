import { z } from "zod";
import { type Company, type CompanyInput, saveCompany } from "../../server/api/company.server";
import { parseForm, tooLong, withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";
import { countries } from "./countries.server";

const required = (message: string, field: string, longest: number) =>
  z
    .string({ error: message })
    .min(1, { error: message })
    .max(longest, { error: tooLong(field, longest) });
const optional = (field: string, longest: number) =>
  z
    .string()
    .max(longest, { error: tooLong(field, longest) })
    .optional();

/** Countries whose addresses name a state or province by two letters. */
const WITH_PROVINCE = new Set(["us", "ca"]);

const schema = z
  .object({
    legal_name: required("Enter the company's legal name.", "legal name", 150),
    tax_id: optional("tax ID", 40),
    email: required("Enter the address that should get the invoices.", "billing email", 120).pipe(
      z.email({ error: "Enter an email address such as billing@company.com." }),
    ),
    phone: required("Enter a phone number.", "phone number", 26).regex(/^\+?[0-9 ()./-]{5,25}$/, {
      error: "Enter a phone number such as +1 425 555 0100.",
    }),
    first_name: required("Enter a first name.", "first name", 50),
    last_name: required("Enter a last name.", "last name", 50),
    line1: required("Enter street and number.", "street and number", 120),
    line2: optional("second address line", 120),
    city: required("Enter a city.", "city", 80),
    province: optional("state", 50),
    postal_code: required("Enter a postal code.", "postal code", 20),
    country_code: z.string().refine((code) => countries().some(({ value }) => value === code), {
      error: "Choose a country from the list.",
    }),
  })
  .refine((company) => !WITH_PROVINCE.has(company.country_code) || /^[A-Za-z]{2}$/.test(company.province ?? ""), {
    path: ["province"],
    error: "Enter the state or province as two letters, such as WA.",
  })
  .refine((company) => company.country_code !== "us" || /^\d{5}(-\d{4})?$/.test(company.postal_code), {
    path: ["postal_code"],
    error: "Enter a ZIP code of five digits, such as 98052.",
  });

/** Checks and saves the company form. A refusal names the form's fields. */
export async function submitCompany(api: MedusaClient, form: FormData, exists: boolean) {
  const parsed = parseForm(form, schema);
  if (!parsed.ok) {
    return { ok: false as const, failure: { problems: parsed.problems, values: parsed.values } };
  }
  return withFieldProblems(
    parsed.values,
    (field) => field.replace(/^address\./, ""),
    () => saveCompany(api, exists, toInput(parsed.value)),
  );
}

function toInput(form: z.infer<typeof schema>): CompanyInput {
  const filled = (text: string | undefined) => (text === undefined || text === "" ? undefined : text);
  const short = WITH_PROVINCE.has(form.country_code);
  return {
    legal_name: form.legal_name,
    tax_id: filled(form.tax_id),
    email: form.email,
    phone: form.phone,
    first_name: form.first_name,
    last_name: form.last_name,
    address: {
      line1: form.line1,
      line2: filled(form.line2),
      city: form.city,
      province: short ? form.province?.toUpperCase() : filled(form.province),
      postal_code: form.postal_code,
      country_code: form.country_code,
    },
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
