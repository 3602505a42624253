import type { TaxRateRecord } from "../../../modules/billing";
import type { DocumentWords, ExplainedTreatment } from "./document-words";

/**
 * Why no tax is charged, in legal words; null for rates that need no reason. A rate may carry the name of general words
 * or words of its own (an exemption names its own article), which then stand in their place.
 */
export function taxNoteOf(rate: TaxRateRecord, words: DocumentWords): string | null {
  const { treatment = "standard", note = null } = rate;
  const general = isExplained(treatment, words) ? words.taxNote[treatment] : null;
  if (note === null) {
    return general;
  }
  return isExplained(note, words) ? words.taxNote[note] : note;
}

function isExplained(key: string, words: DocumentWords): key is ExplainedTreatment {
  return Object.hasOwn(words.taxNote, key);
}

/** The rates a line bears, in the order of the document; a line that names none bears all of them. */
export function ratesOfLine<R extends { readonly code: string }>(
  line: { readonly taxCodes: readonly string[] | null; readonly taxRates?: readonly R[] | null },
  rates: readonly R[],
): R[] {
  const { taxCodes, taxRates = null } = line;
  if (taxRates !== null) {
    return [...taxRates];
  }
  return taxCodes === null ? [...rates] : rates.filter((rate) => taxCodes.includes(rate.code));
}
