import { postAddress } from "../../../../src/api/store/csp/validators";
import { correctAddress } from "../../server/api/checkouts.server";
import type { Company } from "../../server/api/company.server";
import { problemsOf, typedValues, withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";
import { addressBody, COMPANY_WORDS, formField } from "../company/company-form.server";

/** Checks and sends the corrected address of an order. The country is the company's: it belongs to the price. */
export async function submitAddress(
  api: MedusaClient,
  form: FormData,
  { checkoutId, country }: { readonly checkoutId: string; readonly country: string },
) {
  const values = typedValues(form);
  const address = addressBody(values, country);
  const problems = problemsOf(postAddress, { address }, { values, words: COMPANY_WORDS }, formField);
  if (problems.length > 0) {
    return { ok: false as const, failure: { problems, values } };
  }
  return withFieldProblems(values, formField, () => correctAddress(api, checkoutId, address));
}

/** What the form shows at first: the address that the vendor did not take. */
export function addressDefaults({ address }: Company): Record<string, string> {
  return {
    line1: address.line1,
    line2: address.line2 ?? "",
    city: address.city,
    province: address.province ?? "",
    postal_code: address.postal_code,
  };
}
