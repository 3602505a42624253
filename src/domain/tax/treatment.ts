import type { TaxTreatment } from "./rate";
import { isInEuVatArea, isPlausibleVatId } from "./vat-area";

/** A party as the tax sees it. */
export type TaxParty = {
  /** ISO 3166-1 alpha-2, in either case. */
  readonly countryCode: string;
  /** As registered; null or blank when there is none. The seller's plays no part in the rule. */
  readonly taxId: string | null;
};

/** The rule that applied. */
export type TaxTreatmentReason =
  | "same_country"
  | "eu_business_with_vat_id"
  | "eu_buyer_without_vat_id"
  | "buyer_outside_eu"
  | "seller_outside_eu";

export type TaxTreatmentResult = {
  readonly treatment: Extract<TaxTreatment, "standard" | "reverse_charge" | "export">;
  /** Key of the words the document must carry; null for none. */
  readonly note: "reverse_charge" | "export" | null;
  readonly reason: TaxTreatmentReason;
};

/**
 * How services to a business are taxed when seller and buyer may sit in different countries (Council Directive
 * 2006/112/EC, articles 44 and 196: taxed where the buyer is, who owes the tax). `standard` means the rates that are
 * set up for the buyer's place: an EU buyer without a usable VAT id counts as a consumer, and a seller outside the EU
 * follows the rules of its own country.
 */
export function taxTreatment(input: {
  readonly seller: TaxParty;
  /** `isBusiness` is true when it is left out; a consumer's VAT id does not count. */
  readonly buyer: TaxParty & { readonly isBusiness?: boolean };
}): TaxTreatmentResult {
  const seller = input.seller.countryCode.toUpperCase();
  const buyer = input.buyer.countryCode.toUpperCase();
  if (seller === buyer) {
    return { treatment: "standard", note: null, reason: "same_country" };
  }
  if (!isInEuVatArea(seller)) {
    return { treatment: "standard", note: null, reason: "seller_outside_eu" };
  }
  if (!isInEuVatArea(buyer)) {
    return { treatment: "export", note: "export", reason: "buyer_outside_eu" };
  }
  const { isBusiness = true, taxId } = input.buyer;
  if (isBusiness && taxId !== null && isPlausibleVatId(buyer, taxId)) {
    return { treatment: "reverse_charge", note: "reverse_charge", reason: "eu_business_with_vat_id" };
  }
  return { treatment: "standard", note: null, reason: "eu_buyer_without_vat_id" };
}
