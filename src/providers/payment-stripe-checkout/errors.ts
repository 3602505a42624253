import { MedusaError } from "@medusajs/framework/utils";
import { StripeRefusedError, StripeUnavailableError } from "../../integrations/stripe";

/** Runs a call to Stripe and gives its failures the types Medusa's API answers with. */
export async function asMedusaErrors<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StripeRefusedError) {
      const missing = error.code === "resource_missing";
      throw new MedusaError(missing ? MedusaError.Types.NOT_FOUND : MedusaError.Types.INVALID_DATA, error.message);
    }
    if (error instanceof StripeUnavailableError) {
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, `${error.message}. Try again.`);
    }
    throw error;
  }
}

/** Stripe may have done it or not: the caller must ask again before anything else. */
export function uncertain(what: string, reason: string): MedusaError {
  return new MedusaError(MedusaError.Types.UNEXPECTED_STATE, `${what}, but Stripe gave no usable answer: ${reason}`);
}
