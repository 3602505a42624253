const CODES =
  "AE AR AT AU BE BG BR CA CH CL CO CR CY CZ DE DK EE ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KE KR LT LU LV MT MX MY NG NL NO NZ PE PH PL PT RO RS SA SE SG SI SK TH TR TW UA US UY VN ZA";

export type Country = Readonly<{ value: string; label: string }>;

let cached: readonly Country[] | null = null;

/** The countries a company can choose, by name. Whether we may sell there is decided by the API. */
export function countries(): readonly Country[] {
  if (cached === null) {
    const names = new Intl.DisplayNames("en", { type: "region" });
    cached = CODES.split(" ")
      .map((code) => ({ value: code.toLowerCase(), label: names.of(code) ?? code }))
      .sort((a, b) => a.label.localeCompare(b.label, "en"));
  }
  return cached;
}
