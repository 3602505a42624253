import { CHECK_DIGITS } from "./vat-id-check-digits";

type VatIdForm = {
  /** What the number begins with: the country's code, except for Greece. */
  readonly prefix: string;
  /** The rest of it, without blanks and punctuation. */
  readonly number: RegExp;
};

/** VAT identification numbers of the EU's member states, by ISO 3166-1 code. */
const FORMS: Readonly<Record<string, VatIdForm>> = {
  AT: { prefix: "AT", number: /^U\d{8}$/ },
  BE: { prefix: "BE", number: /^[01]\d{9}$/ },
  BG: { prefix: "BG", number: /^\d{9,10}$/ },
  CY: { prefix: "CY", number: /^\d{8}[A-Z]$/ },
  CZ: { prefix: "CZ", number: /^\d{8,10}$/ },
  DE: { prefix: "DE", number: /^\d{9}$/ },
  DK: { prefix: "DK", number: /^\d{8}$/ },
  EE: { prefix: "EE", number: /^\d{9}$/ },
  ES: { prefix: "ES", number: /^(?:[A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])$/ },
  FI: { prefix: "FI", number: /^\d{8}$/ },
  FR: { prefix: "FR", number: /^[A-HJ-NP-Z\d]{2}\d{9}$/ },
  GR: { prefix: "EL", number: /^\d{9}$/ },
  HR: { prefix: "HR", number: /^\d{11}$/ },
  HU: { prefix: "HU", number: /^\d{8}$/ },
  IE: { prefix: "IE", number: /^\d[A-Z\d+*]\d{5}[A-Z]{1,2}$/ },
  IT: { prefix: "IT", number: /^\d{11}$/ },
  LT: { prefix: "LT", number: /^(?:\d{9}|\d{12})$/ },
  LU: { prefix: "LU", number: /^\d{8}$/ },
  LV: { prefix: "LV", number: /^\d{11}$/ },
  MT: { prefix: "MT", number: /^\d{8}$/ },
  NL: { prefix: "NL", number: /^\d{9}B\d{2}$/ },
  PL: { prefix: "PL", number: /^\d{10}$/ },
  PT: { prefix: "PT", number: /^\d{9}$/ },
  RO: { prefix: "RO", number: /^\d{2,10}$/ },
  SE: { prefix: "SE", number: /^\d{12}$/ },
  SI: { prefix: "SI", number: /^\d{8}$/ },
  SK: { prefix: "SK", number: /^\d{10}$/ },
};

/** A VAT id taken apart. */
export type VatIdParts = {
  /** As the directory of VAT ids names the country: `EL` for Greece. */
  readonly prefix: string;
  /** Without blanks and punctuation, upper case. */
  readonly number: string;
};

/**
 * The parts of a VAT id of that EU country (ISO 3166-1 alpha-2, upper case); null for a text that cannot be one. Blanks,
 * points and hyphens and the case of letters do not matter. Says nothing of whether the id was issued or to whom.
 */
export function vatIdParts(countryCode: string, text: string): VatIdParts | null {
  const form = Object.hasOwn(FORMS, countryCode) ? FORMS[countryCode] : undefined;
  const id = text
    .normalize("NFKC")
    .replace(/[\s.-]/g, "")
    .toUpperCase();
  if (form === undefined || !id.startsWith(form.prefix)) {
    return null;
  }
  const number = id.slice(form.prefix.length);
  return form.number.test(number) ? { prefix: form.prefix, number } : null;
}

/** Whether the text has the form of a VAT id of that EU country; false for every other country. */
export function isPlausibleVatId(countryCode: string, text: string): boolean {
  return vatIdParts(countryCode, text) !== null;
}

/**
 * Whether the check digits of a VAT id are right, where its country has published how they are made; true elsewhere. An
 * id with a wrong one was never issued, so nobody need be asked about it.
 */
export function hasRightCheckDigits({ prefix, number }: VatIdParts): boolean {
  return CHECK_DIGITS[prefix]?.(number) ?? true;
}
