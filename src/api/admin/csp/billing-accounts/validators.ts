import { z } from "zod";
import { page } from "../offers/validators";

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `must be one of ${values.join(", ")}`);
const whole = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.number(problem).int(problem).min(least, problem).max(most, problem);
};

/** Which accounts to list. */
export const accountsQuery = z.strictObject({
  q: z.string("must be one text").trim().max(100, "must be at most 100 letters").optional(),
  parked: oneOf(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  ...page,
});

export const pageQuery = z.strictObject(page);

/** How an account wants to be billed; what is left out stays. */
export const preferencesBody = z
  .strictObject({
    alignment: oneOf(["anniversary", "billing_day"]),
    billing_day: whole(1, 31).nullable(),
    payment_terms_days: whole(0, 365),
    purchase_order_number: z
      .string("must be a text, or null for none")
      .trim()
      .max(100, "must be at most 100 letters")
      .transform((text) => text || null)
      .nullable(),
    locale: oneOf(["en", "de", "nl"]),
    invoice_approval: oneOf(["automatic", "review"]),
    zero_invoices: oneOf(["send", "keep"]),
  })
  .partial();

export type PreferencesBody = z.output<typeof preferencesBody>;
