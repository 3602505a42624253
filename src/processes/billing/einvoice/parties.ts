import { isInEuVatArea, isPlausibleVatId, taxCategory } from "../../../domain/tax";
import type { InvoiceDetail, PartySnapshot } from "../../../modules/billing";
import { hasVat } from "../words";
import { EInvoiceError } from "./e-invoice-error";
import type { EInvoiceOptions, Registration } from "./options";
import { isOutsideVat, rateOfLine } from "./tax";
import { text, type XmlElement } from "./xml";

/**
 * Seller (BG-4) and buyer (BG-7). Their legal names and identifiers are those of the day of issue.
 * @throws EInvoiceError seller_id, buyer_id
 */
export function partyElements(
  document: InvoiceDetail,
  options: EInvoiceOptions,
): { seller: XmlElement; buyer: XmlElement } {
  const outside = isOutsideVat(document);
  const sellerVatId = outside ? null : vatIdOf(document.seller);
  const buyerVatId = outside ? null : vatIdOf(document.buyer);
  requireSellerId(document, sellerVatId, options);
  const isReverse = document.lines.some((line) => taxCategory(rateOfLine(line, document)) === "AE");
  if (isReverse && buyerVatId === null) {
    throw new EInvoiceError("buyer_id", "With reverse charge the e-invoice needs the buyer's VAT id.");
  }
  return {
    seller: party(document.seller, [sellerTax(document.seller, sellerVatId, outside)], options.sellerRegistration),
    buyer: party(document.buyer, [vatScheme(buyerVatId)], options.buyerRegistration),
  };
}

/** The norm wants one of VAT id, register entry and seller id (BR-CO-26); a tax number alone is none of them. */
function requireSellerId(document: InvoiceDetail, vatId: string | null, options: EInvoiceOptions): void {
  const registered = text(options.sellerRegistration?.id) !== null;
  const isTaxed = !isOutsideVat(document);
  const taxId = text(document.seller.taxId);
  if ((vatId === null && !registered) || (isTaxed && vatId === null && taxId === null)) {
    throw new EInvoiceError(
      "seller_id",
      "The e-invoice needs the seller's VAT id, or for supplies outside VAT its entry in the company register.",
    );
  }
}

/**
 * The VAT id without blanks and punctuation, if it can be one: it begins with the country that gave it (EL for Greece)
 * and has that country's form. A register entry or another tax number is none.
 */
function vatIdOf(party: PartySnapshot): string | null {
  const id = (party.taxId ?? "").replace(/[\s.-]/g, "").toUpperCase();
  const country = id.startsWith("EL") ? "GR" : id.slice(0, 2);
  const isOne = isInEuVatArea(country) ? isPlausibleVatId(country, id) : hasVat(country) && /\d{6}/.test(id);
  return isOne ? id : null;
}

/** The VAT id (BT-31), or else the national tax number (BT-32), which is marked by another scheme. */
function sellerTax(seller: PartySnapshot, vatId: string | null, outside: boolean): XmlElement | null {
  const taxId = text(seller.taxId);
  if (vatId !== null || outside || taxId === null) {
    return vatScheme(vatId);
  }
  return { "cbc:CompanyID": taxId, "cac:TaxScheme": { "cbc:ID": "TAX" } };
}

function vatScheme(vatId: string | null): XmlElement | null {
  return vatId === null ? null : { "cbc:CompanyID": vatId, "cac:TaxScheme": { "cbc:ID": "VAT" } };
}

function party(
  snapshot: PartySnapshot,
  schemes: readonly (XmlElement | null)[],
  registration: Registration | null | undefined,
): XmlElement {
  return {
    "cac:Party": {
      "cac:PostalAddress": address(snapshot),
      "cac:PartyTaxScheme": schemes.filter((scheme) => scheme !== null),
      "cac:PartyLegalEntity": {
        "cbc:RegistrationName": text(snapshot.name),
        "cbc:CompanyID": registrationElement(registration),
      },
      "cac:Contact": contact(snapshot),
    },
  };
}

function registrationElement(registration: Registration | null | undefined): XmlElement | null {
  const id = text(registration?.id);
  const scheme = text(registration?.schemeId);
  return id === null ? null : { "@schemeID": scheme, "#": id };
}

/**
 * The stored lines in their order: the snapshot does not tell street, town and postal code apart, so they are the
 * norm's free address lines (BT-35, BT-36, BT-162). Only the country is required (BT-40, BT-55).
 */
function address(snapshot: PartySnapshot): XmlElement {
  const [first = null, second = null, ...rest] = snapshot.addressLines.map(text).filter((line) => line !== null);
  return {
    "cbc:StreetName": first,
    "cbc:AdditionalStreetName": second,
    "cac:AddressLine": rest.length === 0 ? null : { "cbc:Line": rest.join(", ") },
    "cac:Country": { "cbc:IdentificationCode": snapshot.countryCode.toUpperCase() },
  };
}

function contact(snapshot: PartySnapshot): XmlElement | null {
  const telephone = text(snapshot.phone);
  const mail = text(snapshot.email);
  return telephone === null && mail === null ? null : { "cbc:Telephone": telephone, "cbc:ElectronicMail": mail };
}
