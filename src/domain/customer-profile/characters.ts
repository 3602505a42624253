/** Code points that print nothing though Unicode counts them among letters and symbols: fillers and the empty Braille cell. */
const BLANK = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Scripts in which one character is a syllable or a word. */
const WHOLE_WORD = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const LETTER = /\p{L}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** The characters of a text that print something, accents joined to their letters. */
export const printed = (text: string): string[] => [...text.normalize("NFC")].filter((one) => !BLANK.test(one));

/** True when there is something to be seen: spaces and zero-width characters alone are nothing. */
export const isVisible = (text: string): boolean => printed(text).length > 0;

/** How long a text is in characters, not in units of UTF-16: trimmed, as it is sent. */
export const lengthOf = (text: string): number => [...text.trim()].length;

export const isWholeWord = (character: string): boolean => WHOLE_WORD.test(character);
export const isLetter = (character: string): boolean => LETTER.test(character);
export const isLetterOrDigit = (character: string): boolean => LETTER_OR_DIGIT.test(character);
