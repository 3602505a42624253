import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils";
import { z } from "zod";
import { cartModule, isLicenceCart } from "../../../processes/purchase/carts/cart";

const cartLinks = z.array(z.looseObject({ cart_id: z.string() }));

/**
 * Licence carts are changed and paid through this shop's own routes only: Medusa's would let a browser set lines, prices
 * and payment without the rules of a licence. Carts of other goods pass.
 */
export async function refuseLicenceCart(
  req: MedusaRequest,
  _res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const cartId = req.params.id ?? (req.body as { cart_id?: unknown } | undefined)?.cart_id;
  next(await refusal(req, typeof cartId === "string" ? cartId : null));
}

/** The same for a payment collection that belongs to a licence cart. */
export async function refuseLicencePayment(
  req: MedusaRequest,
  _res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "cart_payment_collection",
    fields: ["cart_id"],
    filters: { payment_collection_id: req.params.id ?? "" },
  });
  next(await refusal(req, cartLinks.parse(data)[0]?.cart_id ?? null));
}

async function refusal(req: MedusaRequest, cartId: string | null): Promise<MedusaError | undefined> {
  const [cart] = cartId
    ? await cartModule(req.scope).listCarts({ id: cartId }, { select: ["id", "metadata"], take: 1 })
    : [];
  return cart && isLicenceCart(cart)
    ? new MedusaError(MedusaError.Types.NOT_FOUND, `Cart ${cart.id} was not found here; use /store/csp/carts.`)
    : undefined;
}
