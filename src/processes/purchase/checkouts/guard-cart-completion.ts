import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { z } from "zod";
import { CATALOG_MODULE } from "../../../modules/catalog";
import { isVerifiedPayment } from "../../../modules/checkout";
import { isSeats } from "../carts/cart";
import { checkoutServices } from "./services";

const itemSchema = z.looseObject({
  variant_id: z.string().nullish(),
  quantity: z.unknown(),
  metadata: z.looseObject({ plan_id: z.unknown() }).partial().nullish(),
});
const cartSchema = z.looseObject({
  id: z.string(),
  items: z.array(itemSchema).nullish(),
  payment_collection: z
    .looseObject({ payment_sessions: z.array(z.looseObject({ id: z.string() })).nullish() })
    .nullish(),
});

/**
 * Licences become an order through an authorised checkout of this shop and no other way: whichever road leads to
 * Medusa's cart completion, a cart with licences passes only with the payment that its checkout verified, and with
 * nothing else in it than whole seats.
 *
 * This is Seatline's handler of `completeCartWorkflow.hooks.validate`. A host that wants the hook for itself sets the
 * option `guardCartCompletion` to false and calls this from its own handler, with the handler's cart.
 *
 * @throws MedusaError not_allowed
 */
export async function assertCheckoutAuthorised(container: MedusaContainer, cartInput: unknown): Promise<void> {
  const cart = cartSchema.parse(cartInput);
  if (!(await holdsLicences(container, cart.items ?? []))) {
    return;
  }
  const checkout = await checkoutServices(container).checkouts.findByCart(cart.id);
  const sessions = cart.payment_collection?.payment_sessions ?? [];
  const isWhole = (cart.items ?? []).every(
    ({ metadata, quantity }) => metadata?.plan_id !== undefined && isSeats(Number(quantity)),
  );
  if (!isWhole || sessions.length !== 1 || !isVerifiedPayment(checkout, sessions[0]?.id)) {
    const message = "Licences are ordered through the shop's own checkout; this cart cannot be completed here.";
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
  }
}

/** A licence is known by its line's pointer to a plan, or by its variant: the pointer is written by whoever adds the line. */
async function holdsLicences(
  container: MedusaContainer,
  items: readonly z.output<typeof itemSchema>[],
): Promise<boolean> {
  return (
    items.some((item) => item.metadata?.plan_id !== undefined) ||
    container.resolve(CATALOG_MODULE).anyPublished(items.flatMap((item) => item.variant_id ?? []))
  );
}
