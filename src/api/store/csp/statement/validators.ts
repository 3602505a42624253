import { z } from "zod";
import { isLocalDate } from "../../../../domain/calendar";

const LAST_YEAR = "2999";
const PROBLEM = "must be an existing day, written as YYYY-MM-DD such as 2026-03-31";

const day = z
  .string({ error: PROBLEM })
  .refine((text) => isLocalDate(text) && text.slice(0, 4) <= LAST_YEAR, PROBLEM)
  .optional();

/** The days of a statement, both included, and how it is wanted. */
export const statementQuery = z.strictObject({
  from: day,
  to: day,
  format: z.enum(["json", "csv"], { error: 'must be "json" or "csv"' }).default("json"),
});
