import { z } from "zod";

const MAX_SEATS = 1_000_000;
const WHOLE_SEATS = "must be a whole number of seats, 1 or more";

/** A text a person typed; trimmed. `what` completes the sentence "must be ...". */
export const text = (what: string, max = 200) => {
  const problem = `must be ${what}`;
  return z.string({ error: problem }).trim().min(1, problem).max(max, `must be at most ${max} characters`);
};

/** A text that may be left out, empty or null; read as null then. */
export const optionalText = (what: string, max = 200) =>
  z
    .union([text(what, max), z.literal("").transform(() => null), z.null()], { error: `must be ${what}, or left out` })
    .optional()
    .transform((value) => value ?? null);

export const email = z
  .string({ error: "must be a mail address, such as name@example.com" })
  .trim()
  .max(254, "must be at most 254 characters")
  .pipe(z.email("must be a mail address, such as name@example.com"));

export const phone = z
  .string({ error: "must be a phone number with country code, such as +1 206 555 0100" })
  .trim()
  .regex(/^\+?[0-9 ()./-]{5,25}$/, "must be a phone number with country code, such as +1 206 555 0100");

export const optionalPhone = z
  .union([phone, z.literal("").transform(() => null), z.null()], { error: "must be a phone number, or left out" })
  .optional()
  .transform((value) => value ?? null);

/** Seats of one line; the plan's own limits are checked against the catalogue. */
export const quantity = z
  .int({ error: WHOLE_SEATS })
  .min(1, WHOLE_SEATS)
  .max(MAX_SEATS, `must be at most ${MAX_SEATS}; lower the number`);

export const id = (what: string) => text(what, 100);
