import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { z } from "zod";
import { checkoutServices } from "./services";

const cartSchema = z.looseObject({
  id: z.string(),
  items: z.array(z.looseObject({ metadata: z.looseObject({ plan_id: z.unknown() }).partial().nullish() })).nullish(),
  payment_collection: z
    .looseObject({ payment_sessions: z.array(z.looseObject({ id: z.string() })).nullish() })
    .nullish(),
});

/**
 * Licences become an order through an authorised checkout of this shop and no other way: whichever road leads to
 * Medusa's cart completion, a cart with licences passes only with the payment that its checkout verified.
 *
 * @throws MedusaError not_allowed
 */
export async function assertCheckoutAuthorised(container: MedusaContainer, cartInput: unknown): Promise<void> {
  const cart = cartSchema.parse(cartInput);
  if (!cart.items?.some((item) => item.metadata?.plan_id !== undefined)) {
    return;
  }
  const checkout = await checkoutServices(container).checkouts.findByCart(cart.id);
  const sessions = cart.payment_collection?.payment_sessions ?? [];
  const verified = checkout?.state === "authorised" || checkout?.state === "ordered";
  if (!verified || sessions.length !== 1 || sessions[0]?.id !== checkout?.paymentSessionId) {
    const message = "Licences are ordered through the shop's own checkout; this cart cannot be completed here.";
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
  }
}
