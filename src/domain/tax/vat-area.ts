import type { LocalDate } from "../calendar";

/**
 * The European Union as value added tax on services sees it, by the ISO 3166-1 codes of its member states. Which places
 * do not follow their country is in `VAT_TERRITORIES`.
 */
export const EU_VAT_AREA: {
  /** Unchanged since this day, when the United Kingdom had left. */
  readonly since: LocalDate;
  readonly countries: readonly string[];
} = {
  since: "2021-01-01",
  countries: [
    ...["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"],
    ...["IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"],
  ],
};

/** Whether a country (ISO 3166-1 alpha-2, upper case) belongs to the EU's VAT area. */
export function isInEuVatArea(countryCode: string): boolean {
  return EU_VAT_AREA.countries.includes(countryCode);
}
