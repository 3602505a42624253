const CODES =
  "AE AR AT AU BE BG BR CA CH CL CO CR CY CZ DE DK EE ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KE KR LT LU LV MT MX MY NG NL NO NZ PE PH PL PT RO RS SA SE SG SI SK TH TR TW UA US UY VN ZA";

export type Country = Readonly<{ value: string; label: string }>;

/** Countries by name: those whose companies can buy, and the others, for which the seller has not set up tax. */
export type Countries = Readonly<{ open: readonly Country[]; closed: readonly Country[] }>;

/** @param taxed codes of the countries that the API sells to */
export function countriesOf(taxed: readonly string[]): Countries {
  const open = new Set(taxed.map((code) => code.toLowerCase()));
  const known = CODES.toLowerCase().split(" ");
  return { open: named([...open]), closed: named(known.filter((code) => !open.has(code))) };
}

function named(codes: readonly string[]): Country[] {
  const names = new Intl.DisplayNames("en", { type: "region" });
  return codes
    .map((code) => ({ value: code, label: names.of(code.toUpperCase()) ?? code }))
    .sort((a, b) => a.label.localeCompare(b.label, "en"));
}
