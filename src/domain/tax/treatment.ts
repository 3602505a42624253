import type { LocalDate } from "../calendar";
import type { TaxTreatment } from "./rate";
import { type TaxPlace, vatPlaceOf } from "./territories";
import { isInEuVatArea } from "./vat-area";
import { isPlausibleVatId } from "./vat-id";

/** A party as the tax sees it. */
export type TaxParty = TaxPlace & {
  /** As registered; null or blank when there is none. The seller's plays no part in the rule. */
  readonly taxId: string | null;
};

/** The rule that applied. */
export type TaxTreatmentReason =
  | "same_country"
  | "eu_business_with_vat_id"
  | "eu_buyer_with_unverified_vat_id"
  | "eu_buyer_without_vat_id"
  | "buyer_outside_vat_area"
  | "buyer_outside_eu"
  | "seller_outside_eu";

export type TaxTreatmentResult = {
  readonly treatment: Extract<TaxTreatment, "standard" | "reverse_charge" | "export">;
  /** Key of the words the document must carry; null for none. */
  readonly note: "reverse_charge" | "export" | "outside_vat_area" | null;
  readonly reason: TaxTreatmentReason;
  /** The country whose rates hold where the treatment is standard (ISO 3166-1 alpha-2, upper case). */
  readonly country: string;
};

/**
 * How services to a business are taxed when seller and buyer may sit in different places (Council Directive
 * 2006/112/EC, articles 44 and 196: taxed where the buyer is, who owes the tax). Places count, not the country codes of
 * addresses: see `VAT_TERRITORIES`. `standard` means the rates that are set up for the buyer's place: an EU buyer
 * without a VAT id that was found valid counts as a consumer, and a seller outside the EU follows the rules of its own
 * country.
 */
export function taxTreatment(input: {
  readonly seller: TaxParty;
  readonly buyer: TaxParty & {
    /** Whether the buyer's VAT id was found to be theirs. */
    readonly taxIdVerified: boolean;
    /** `true` when it is left out; a consumer's VAT id does not count. */
    readonly isBusiness?: boolean;
  };
  /** The day whose borders hold. */
  readonly on: LocalDate;
}): TaxTreatmentResult {
  const { on } = input;
  const seller = vatPlaceOf(input.seller, on).country;
  const { country: buyer, territory } = vatPlaceOf(input.buyer, on);
  const country = buyer ?? input.buyer.countryCode.toUpperCase();
  if (seller === buyer && seller !== null) {
    return { treatment: "standard", note: null, reason: "same_country", country };
  }
  if (seller === null || !isInEuVatArea(seller)) {
    return { treatment: "standard", note: null, reason: "seller_outside_eu", country };
  }
  if (buyer === null) {
    return { treatment: "export", note: "outside_vat_area", reason: "buyer_outside_vat_area", country };
  }
  if (!isInEuVatArea(buyer)) {
    const note = territory === null ? "export" : "outside_vat_area";
    return { treatment: "export", note, reason: "buyer_outside_eu", country };
  }
  const { isBusiness = true, taxId, taxIdVerified } = input.buyer;
  if (!isBusiness || taxId === null || !isPlausibleVatId(buyer, taxId)) {
    return { treatment: "standard", note: null, reason: "eu_buyer_without_vat_id", country };
  }
  return taxIdVerified
    ? { treatment: "reverse_charge", note: "reverse_charge", reason: "eu_business_with_vat_id", country }
    : { treatment: "standard", note: null, reason: "eu_buyer_with_unverified_vat_id", country };
}
