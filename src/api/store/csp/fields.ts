import { z } from "zod";
import {
  companyNameProblem,
  contactMailProblem,
  contactNameProblem,
  isOneLine,
  isVisible,
  ONE_LINE,
  phoneProblem,
  placeholderNameProblem,
} from "../../../domain/customer-profile";

const MAX_SEATS = 1_000_000;
const WHOLE_SEATS = "must be a whole number of seats, 1 or more";

/** A text a person typed; trimmed. `what` completes the sentence "must be ...": something must be there to be seen. */
export const text = (what: string, max = 200) => {
  const problem = `must be ${what}`;
  return z
    .string({ error: problem })
    .trim()
    .refine(isVisible, problem)
    .refine(isOneLine, ONE_LINE)
    .max(max, `must be at most ${max} characters`);
};

/** A text that the vendor's rules judge, in their words; trimmed. `what` completes "must be ..." where it is no text. */
const judged = (what: string, ...judges: readonly ((text: string) => string | null)[]) =>
  z
    .string({ error: `must be ${what}` })
    .trim()
    .refine(isOneLine, ONE_LINE)
    .superRefine((value, context) => {
      const problem = judges.map((judge) => judge(value)).find((found) => found !== null);
      if (problem) {
        context.addIssue({ code: "custom", message: problem });
      }
    });

/** Reads what is left out, null or shows nothing as null, so that its problem is the text's own, not a choice of three. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value: string | null | undefined) => (typeof value === "string" && !isVisible(value) ? null : (value ?? null)),
    schema.nullable(),
  );

/** A text that may be left out. */
export const optionalText = (what: string, max = 200) => optional(text(`${what}, or left out`, max));

export const companyName = judged("the company's legal name", companyNameProblem);

/** First or last name of a contact. `what` completes the sentence "must be ...". */
export const contactName = (what: string) => judged(what, contactNameProblem, placeholderNameProblem);

/** The partner's own domain is not known here: `assertCustomersMail` in `src/processes/company` looks at that. */
export const email = z
  .string({ error: "must be a mail address, such as name@example.com" })
  .trim()
  .max(254, "must be at most 254 characters")
  .pipe(z.email("must be a mail address, such as name@example.com"))
  .pipe(judged("a mail address", (address) => contactMailProblem(address, [])));

export const phone = judged("a phone number with country code, such as +1 206 555 0100", phoneProblem);

export const optionalPhone = optional(phone);

/** Seats of one line; the plan's own limits are checked against the catalogue. */
export const quantity = z
  .int({ error: WHOLE_SEATS })
  .min(1, WHOLE_SEATS)
  .max(MAX_SEATS, `must be at most ${MAX_SEATS}; lower the number`);

export const id = (what: string) => text(what, 100);
