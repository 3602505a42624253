import { z } from "zod";
import { isOneLine, ONE_LINE } from "../../../../domain/customer-profile";
import { instant, money, oneOf, paging, whole } from "../../../http/document";

const settings = {
  alignment: oneOf(["anniversary", "billing_day"]),
  /** Null with `anniversary`. */
  billing_day: whole(1, 31).nullable(),
  payment_terms_days: whole(0, 365),
  /** Each order number's lines on documents of their own. */
  invoice_per_order_number: z.boolean("must be true or false"),
  locale: oneOf(["en", "de", "nl"]),
  invoice_approval: oneOf(["automatic", "review"]),
  zero_invoices: oneOf(["send", "keep"]),
};

/** How an account is billed. */
export const preferences = z.strictObject({ ...settings, purchase_order_number: z.string().nullable() });
export type Preferences = z.output<typeof preferences>;

/** How an account wants to be billed; what is left out stays. */
export const preferencesBody = z
  .strictObject({
    ...settings,
    purchase_order_number: z
      .string("must be a text, or null for none")
      .trim()
      .refine(isOneLine, ONE_LINE)
      .max(100, "must be at most 100 letters")
      .transform((text) => text || null)
      .nullable(),
  })
  .partial();
export type PreferencesBody = z.output<typeof preferencesBody>;

/** A billing account with its company's name, what it has for credit and what its invoices still ask for. */
export const account = preferences.extend({
  id: z.string(),
  company_id: z.string(),
  company_name: z.string(),
  currency: z.string(),
  time_zone: z.string(),
  credit_balance: money,
  open_amount: money,
  next_run_at: instant.nullable(),
  parked_reason: z.string().nullable(),
  failed_attempts: z.int(),
});
export type Account = z.output<typeof account>;

export const accountsAnswer = z.strictObject({ accounts: z.array(account), ...paging });
export type AccountsAnswer = z.output<typeof accountsAnswer>;

export const accountAnswer = z.strictObject({ account: account });
export type AccountAnswer = z.output<typeof accountAnswer>;
