import type { DocumentLocale } from "../../../modules/billing";
import { de } from "./de";
import type { DocumentWords } from "./document-words";
import { en } from "./en";
import { nl } from "./nl";

export { asPrinted } from "./as-printed";
export type { DocumentWords } from "./document-words";
export { type DocumentFormat, formatOf } from "./format";
export { amountBeforeDiscounts, lineFormula, seatPriceOf } from "./line-formula";
export { ratesOfLine, taxNoteOf } from "./tax-words";
export { hasVat } from "./vat-countries";

const WORDS: Readonly<Record<DocumentLocale, DocumentWords>> = { en, de, nl };

/** The words documents are written with in a language. */
export function wordsOf(locale: DocumentLocale): DocumentWords {
  return WORDS[locale];
}
