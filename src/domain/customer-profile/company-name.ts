import { isLetterOrDigit, isVisible, isWholeWord, lengthOf, printed } from "./characters";

/** "Greater than one, and less than 256." */
const LONGEST = 255;

/** The restricted list of legal forms, without the dots and spaces in which its entries differ. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  (
    "corp corporation cpa gmbh inc incorporated kft lda limited llc llp ltd ooo plc privatelimited pteltd pty ptyltd pvt " +
    "pvtltd sarl sdnbhd wll zrt"
  ).split(" "),
);

/**
 * What Microsoft would not take in a company's name, as the end of the sentence "The name ..."; null when nothing.
 *
 * Source: Microsoft Learn, Partner Center, "Validate company names, customer names, and email addresses", company name
 * rules. Where its words leave room the narrower reading is taken: characters that are spaced out are refused when they
 * are single letters or digits ("1 2 3", not "H & M"), and legal forms are those of its list and no others.
 */
export function companyNameProblem(name: string): string | null {
  if (!isVisible(name)) {
    return "must be the company's legal name";
  }
  if (lengthOf(name) > LONGEST) {
    return `must be at most ${LONGEST} characters`;
  }
  const characters = printed(name);
  if (!characters.some(isLetterOrDigit)) {
    return "must have letters or digits: Microsoft takes no company name of special characters only";
  }
  if (characters.length === 1) {
    return "must be the full legal name, with its legal form: Microsoft takes no company name of one character";
  }
  if (LEGAL_FORMS.has(compact(name))) {
    return 'must be the full legal name, such as "Contoso LLC": a legal form alone names nobody';
  }
  if (isOneRepeated(characters)) {
    return "must be the full legal name, with its legal form: Microsoft takes no company name of one character repeated";
  }
  if (isSpacedOut(name)) {
    return "must be the full legal name, without spaces between its letters: Microsoft takes no single characters";
  }
  return null;
}

/** In letters and digits only, in lower case and in their plain form. */
const compact = (name: string): string =>
  printed(name.normalize("NFKC")).filter(isLetterOrDigit).join("").toLowerCase();

const isOneRepeated = (characters: readonly string[]): boolean =>
  characters.length >= 3 && new Set(characters).size === 1;

function isSpacedOut(name: string): boolean {
  const parts = name
    .split(/\p{Z}|\s/u)
    .map(printed)
    .filter((part) => part.length > 0);
  return parts.length > 1 && parts.every(([one = "", ...more]) => more.length === 0 && isLoneCharacter(one));
}

const isLoneCharacter = (character: string): boolean => isLetterOrDigit(character) && !isWholeWord(character);
