import { MedusaError } from "@medusajs/framework/utils";
import { z } from "zod";

/** Answered to whoever opens a card page past the shop's own checkout. */
export const NOT_OURS = "Card pages are opened by the shop's own checkout only; use /store/csp/checkouts.";

const startData = z.looseObject({ handle: z.string().min(1) });

const storedData = z.looseObject({
  checkout_session_id: z.string().min(1).optional(),
  payment_intent_id: z.string().min(1).optional(),
});

/** What Medusa keeps of the payment for us. */
export type StoredData = z.output<typeof storedData>;

/**
 * The handle of the page that the shop's own checkout has asked for. Whatever else a request carries is not looked at: who
 * pays, what for and where to return is known here.
 *
 * @throws MedusaError not_allowed without a handle
 */
export function readHandle(data: unknown): string {
  const parsed = startData.safeParse(data ?? {});
  if (!parsed.success) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, NOT_OURS);
  }
  return parsed.data.handle;
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
