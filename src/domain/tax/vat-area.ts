import type { LocalDate } from "../calendar";

/**
 * The European Union as value added tax on services sees it: country by ISO 3166-1 code, with the form of its VAT
 * identification number. Territories with a code of their own outside the VAT area (Åland, the French overseas
 * departments) are left out, and so is Northern Ireland, which belongs to it for goods only.
 */
export const EU_VAT_AREA: {
  /** Unchanged since this day, when the United Kingdom had left. */
  readonly since: LocalDate;
  readonly countries: Readonly<Record<string, VatIdForm>>;
} = {
  since: "2021-01-01",
  countries: {
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
  },
};

type VatIdForm = {
  /** What the number begins with: the country's code, except for Greece. */
  readonly prefix: string;
  /** The rest of it, without blanks and punctuation. */
  readonly number: RegExp;
};

/** Whether a country (ISO 3166-1 alpha-2, upper case) belongs to the EU's VAT area. */
export function isInEuVatArea(countryCode: string): boolean {
  return Object.hasOwn(EU_VAT_AREA.countries, countryCode);
}

/**
 * Whether the text can be a VAT id of that EU country (ISO 3166-1 alpha-2, upper case): its prefix and the form of its
 * number. Blanks, points and hyphens and the case of letters do not matter. Says nothing of whether the id was issued
 * or to whom; false for every other country.
 */
export function isPlausibleVatId(countryCode: string, text: string): boolean {
  if (!isInEuVatArea(countryCode)) {
    return false;
  }
  const form = EU_VAT_AREA.countries[countryCode];
  const id = text.replace(/[\s.-]/g, "").toUpperCase();
  return form !== undefined && id.startsWith(form.prefix) && form.number.test(id.slice(form.prefix.length));
}
