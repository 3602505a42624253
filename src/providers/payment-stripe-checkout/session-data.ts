import { MedusaError } from "@medusajs/framework/utils";
import { z } from "zod";
import { fieldProblems, inOneLine } from "../../input";

const startData = z.object({
  checkout_id: z.string().min(1),
  stripe_customer_id: z.string().startsWith("cus_", "must be a Stripe customer id"),
  lines: z
    .array(
      z.object({
        title: z.string().min(1).max(250),
        description: z.string().min(1).max(500).optional(),
        quantity: z.number().int().positive().default(1),
        unitAmount: z.number().int().nonnegative(),
      }),
    )
    .min(1),
  success_url: z.url(),
  cancel_url: z.url(),
  expires_at: z.coerce.date().optional(),
  consent_text: z.string().min(1).max(1200).optional(),
  description: z.string().max(1000).optional(),
});

/** What the payment session is opened with: the hosted page's content. `unitAmount` is an integer of minor units. */
export type StartData = z.output<typeof startData>;

const storedData = z.looseObject({
  checkout_session_id: z.string().min(1).optional(),
  payment_intent_id: z.string().min(1).optional(),
});

/** What Medusa keeps of the payment for us. */
export type StoredData = z.output<typeof storedData>;

/** @throws MedusaError invalid_data naming each wrong field */
export function readStartData(data: unknown): StartData {
  const parsed = startData.safeParse(data ?? {});
  if (!parsed.success) {
    const problems = inOneLine(fieldProblems(parsed.error));
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `The card page cannot be opened; ${problems}`);
  }
  return parsed.data;
}

/** @throws MedusaError unexpected_state when what Medusa kept is not ours */
export function readStoredData(data: unknown): StoredData {
  const parsed = storedData.safeParse(data ?? {});
  if (!parsed.success) {
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      "The payment's data is not of a Stripe Checkout payment.",
    );
  }
  return parsed.data;
}
