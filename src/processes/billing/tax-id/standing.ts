import type { MedusaContainer } from "@medusajs/framework/types";
import type { Company } from "../../../modules/company";
import { taxParty } from "../plan/buyer";
import { taxTreatmentFor } from "../plan/tax-rates";

/** What a VAT id does for its company today. */
export type TaxIdEffect = {
  /**
   * `not_needed`: the tax does not depend on it. `missing`: it would, and there is none that can be one. `unverified`:
   * nobody has found it valid and the company's own, so tax is charged. `invalid`: it was found not to be one. `valid`:
   * the buyer owes the tax.
   */
  readonly state: "not_needed" | "missing" | "unverified" | "invalid" | "valid";
  /** What the customer is told; null where there is nothing to tell. */
  readonly words: string | null;
};

const WORDS: Readonly<Record<TaxIdEffect["state"], string | null>> = {
  not_needed: null,
  missing: "VAT is charged. With a VAT ID of your country that is found valid it would not be.",
  unverified:
    "We have not been able to verify your VAT ID yet, so VAT is charged. We ask the EU's directory again by ourselves; " +
    "once it is found valid, VAT is no longer charged, and what was charged meanwhile is corrected.",
  invalid:
    "Your VAT ID was not found valid in the EU's directory, so VAT is charged. Please look whether it is written as it was " +
    "issued, or write to us.",
  valid: null,
};

const OF_ANOTHER =
  "The EU's directory names another company as the holder of your VAT ID, so VAT is charged until we have looked at it. " +
  "Please check the ID and your company's legal name, or write to us. Once it is accepted, what was charged meanwhile is " +
  "corrected.";

/** What a company's VAT id does for it, and how that is said. */
export function taxIdEffect(container: MedusaContainer, company: Company): TaxIdEffect {
  const state = stateOf(container, company);
  const isOthers = state === "unverified" && company.taxIdCheck?.state === "other_holder";
  return { state, words: isOthers ? OF_ANOTHER : WORDS[state] };
}

function stateOf(container: MedusaContainer, company: Company): TaxIdEffect["state"] {
  const { reason } = taxTreatmentFor(container, taxParty(company));
  switch (reason) {
    case "eu_business_with_vat_id":
      return "valid";
    case "eu_buyer_with_unverified_vat_id":
      return company.taxIdCheck?.state === "invalid" ? "invalid" : "unverified";
    case "eu_buyer_without_vat_id":
      return company.taxId === null ? "missing" : "invalid";
    default:
      return "not_needed";
  }
}
