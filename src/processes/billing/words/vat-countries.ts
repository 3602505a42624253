import { isInEuVatArea } from "../../../domain/tax";

/** The EEA outside the EU, Switzerland, the United Kingdom and what counts as it or as France: CEN members with a VAT modelled on Directive 2006/112/EC. */
const BEYOND_THE_EU: ReadonlySet<string> = new Set(["CH", "GB", "IM", "IS", "LI", "MC", "NO"]);

/** Whether a country (ISO 3166-1 alpha-2, either case) has value added tax as EN 16931 means it. */
export function hasVat(countryCode: string): boolean {
  const country = countryCode.toUpperCase();
  return isInEuVatArea(country) || BEYOND_THE_EU.has(country);
}
