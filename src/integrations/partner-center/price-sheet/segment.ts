export type PriceSheetSegment = "commercial" | "education" | "government" | "nonprofit";

/** The sheet's words, in lower case. It says Charity where the vendor's API says nonprofit. */
const BY_WORD: ReadonlyMap<string, PriceSheetSegment> = new Map([
  ["commercial", "commercial"],
  ["education", "education"],
  ["government", "government"],
  ["charity", "nonprofit"],
  ["nonprofit", "nonprofit"],
  ["non-profit", "nonprofit"],
]);

/** The segment a sheet names, or null for a word that is none. */
export function readSegment(text: string): PriceSheetSegment | null {
  return BY_WORD.get(text.toLowerCase()) ?? null;
}

/**
 * Guesses the segment from a SKU's title, for the API's form of the sheet, which has no Segment column. Titles of
 * education, government and nonprofit SKUs say so in brackets; on a real sheet of 3,962 rows the guess is right in
 * all but 26 rows, which are government SKUs taken for commercial ones.
 */
export function guessSegment(skuTitle: string): PriceSheetSegment {
  if (/non-?profit|donation/i.test(skuTitle)) {
    return "nonprofit";
  }
  if (/government|\bGCC\b/i.test(skuTitle)) {
    return "government";
  }
  return /educat|faculty|student/i.test(skuTitle) ? "education" : "commercial";
}
