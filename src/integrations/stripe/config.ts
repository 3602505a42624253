import { z } from "zod";
import { fieldProblems, inOneLine } from "../../input";

const LIVE_KEY = /^[a-z]{2}_live_/;

const settings = z
  .object({
    secretKey: z
      .string({ error: "is missing; set it to the secret key of your Stripe account" })
      .regex(/^(sk|rk)_(test|live)_\S+$/, "must be a Stripe secret key (sk_test_..., sk_live_..., rk_...)"),
    apiBase: z
      .string()
      .refine(
        (text) => URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol),
        "must be an absolute http(s) URL",
      )
      .optional(),
    production: z.boolean().default(false),
    timeoutMs: z.number().int().positive().default(30_000),
    maxNetworkRetries: z.number().int().min(0).max(5).default(2),
  })
  .refine((s) => s.apiBase === undefined || !LIVE_KEY.test(s.secretKey), {
    message: "points at a simulator and cannot be used with a live key; remove one of the two",
    path: ["apiBase"],
  })
  .refine((s) => s.apiBase === undefined || !s.production, {
    message: "points at a simulator and cannot be used in production; remove it",
    path: ["apiBase"],
  });

/** How to reach Stripe. */
export type StripeSettings = z.input<typeof settings>;
/** The same, checked and with its defaults. */
export type CheckedStripeSettings = z.output<typeof settings>;

/**
 * Checks the settings of the Stripe connection.
 * @throws Error naming each wrong setting; among them a simulator's address together with a live key or in production.
 */
export function checkStripeSettings(input: StripeSettings): CheckedStripeSettings {
  const parsed = settings.safeParse(input);
  if (!parsed.success) {
    throw new Error(`The settings of Stripe are wrong; ${inOneLine(fieldProblems(parsed.error))}`);
  }
  return parsed.data;
}
