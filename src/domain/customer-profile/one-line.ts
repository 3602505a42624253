/** What breaks a line, or turns the direction of all that is printed after it. */
const BREAKS_LINE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Names, addresses and numbers are printed in one line of a document, a mail and a page. */
export const isOneLine = (text: string): boolean => !BREAKS_LINE.test(text);

/** What a text that is not one line is told, as the end of the sentence "The name ...". */
export const ONE_LINE = "must be on one line, without control characters";
