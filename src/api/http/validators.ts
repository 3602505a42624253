import { z } from "zod";

/** A whole number in a query, where everything is text. */
export const wholeText = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(problem).int(problem).min(least, problem).max(most, problem);
};

/** What breaks a line, or turns the direction of all that is printed after it. */
const BREAKS_LINE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Names, addresses and numbers are printed in one line of a document, a mail and a page. */
export const isOneLine = (text: string): boolean => !BREAKS_LINE.test(text);
export const ONE_LINE = "must be on one line, without control characters";

/** Words to search for. */
export const searchWords = z.string("must be one text").trim().max(100, "must be at most 100 letters");

/** Which page of a list. */
export const page = { limit: wholeText(1, 200).default(50), offset: wholeText(0, 10_000_000).default(0) };

/** For lists that can be paged and nothing else. */
export const pageQuery = z.strictObject(page);
