import { z } from "zod";

/** A whole number in a query, where everything is text. */
export const wholeText = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(problem).int(problem).min(least, problem).max(most, problem);
};

/** Words to search for. */
export const searchWords = z.string("must be one text").trim().max(100, "must be at most 100 letters");

/** Which page of a list. */
export const page = { limit: wholeText(1, 200).default(50), offset: wholeText(0, 10_000_000).default(0) };

/** For lists that can be paged and nothing else. */
export const pageQuery = z.strictObject(page);
