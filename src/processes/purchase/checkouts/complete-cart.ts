import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils";
import { completeCartWorkflow } from "@medusajs/medusa/core-flows";
import { z } from "zod";
import type { Checkout } from "../../../modules/checkout";
import { checkoutServices } from "./services";

const links = z.array(z.looseObject({ order_id: z.string() }));

/**
 * Makes the order of an authorised checkout with Medusa's own cart completion, which emits `order.placed`. Only the
 * holder of the checkout's lease calls it.
 *
 * What an earlier holder that died in the middle left behind is taken over instead of made again.
 *
 * @returns the order's id
 */
export async function completeCart(container: MedusaContainer, checkout: Checkout): Promise<string> {
  await adoptOrphan(container, checkout);
  const { result } = await completeCartWorkflow(container).run({ input: { id: checkout.cartId } });
  if (!result.id) {
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      `Cart ${checkout.cartId} was completed without an order.`,
    );
  }
  await ensureAuthorised(container, checkout);
  return result.id;
}

/** The id of the order that Medusa has made of a checkout's cart, whether or not we have taken note of it, or null. */
export async function findOrder(container: MedusaContainer, checkout: Checkout): Promise<string | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const linked = await query.graph({
    entity: "order_cart",
    fields: ["order_id"],
    filters: { cart_id: checkout.cartId },
  });
  const [known] = links.parse(linked.data);
  if (known) {
    return known.order_id;
  }
  const candidates = await container
    .resolve(Modules.ORDER)
    .listOrders(
      { customer_id: checkout.customerId },
      { select: ["id", "metadata"], order: { created_at: "DESC" }, take: 20 },
    );
  return candidates.find((order) => order.metadata?.checkout_id === checkout.id)?.id ?? null;
}

/**
 * Medusa creates the order, links its cart, links its payment and authorises that as separate commits, and a completion
 * that finds the cart's order repeats none of them. When a process died in between, an order without its cart would be
 * made a second time, and one without its payment would never count as paid: link both, which changes nothing where they
 * are linked.
 */
async function adoptOrphan(container: MedusaContainer, checkout: Checkout): Promise<void> {
  const orderId = await findOrder(container, checkout);
  if (orderId === null) {
    return;
  }
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  await link.create([
    { [Modules.ORDER]: { order_id: orderId }, [Modules.CART]: { cart_id: checkout.cartId } },
    {
      [Modules.ORDER]: { order_id: orderId },
      [Modules.PAYMENT]: { payment_collection_id: checkout.paymentCollectionId },
    },
  ]);
}

/** A completion that found an order already there does not authorise its payment: make sure of it. Idempotent. */
async function ensureAuthorised(container: MedusaContainer, checkout: Checkout): Promise<void> {
  const { payments, carts } = checkoutServices(container);
  if (checkout.paymentSessionId) {
    await payments.authorizePaymentSession(checkout.paymentSessionId, {});
  }
  if (checkout.paymentCollectionId) {
    await bringCollectionUp(payments, checkout.paymentCollectionId);
  }
  const cart = await carts.retrieveCart(checkout.cartId, { select: ["id", "completed_at"] });
  if (!cart.completed_at) {
    await carts.updateCarts(checkout.cartId, { completed_at: checkout.authorisedAt ?? checkout.createdAt });
  }
}

/**
 * Medusa commits a payment first and its collection's state after it, and asks for neither again. When a process died
 * between the two, the collection says "not paid" for ever, whatever is held on the card.
 */
async function bringCollectionUp(payments: IPaymentModuleService, id: string): Promise<void> {
  const { status, payments: made } = await payments.retrievePaymentCollection(id, { relations: ["payments"] });
  if (["not_paid", "awaiting"].includes(status) && made?.some((payment) => !payment.canceled_at)) {
    await payments.updatePaymentCollections(id, { status: "authorized" });
  }
}
