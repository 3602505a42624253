import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { addLine } from "../../../../../../processes/purchase/carts/change-lines";
import { changeCart } from "../../../../../../processes/purchase/checkouts/change-cart";
import { route } from "../../../../../http/define-route";
import { customerIdOf, nowOf } from "../../../../../http/request-context";
import type { PostCartLine } from "../../../validators";
import { onceOf } from "../../idempotency-key";
import { sendCart } from "../../send-cart";

/** Adds seats of a plan to the cart. */
export const POST = route(async (req: MedusaRequest<PostCartLine>, res: MedusaResponse): Promise<void> => {
  const now = nowOf(req.scope);
  const cartId = req.params.id ?? "";
  const { plan_id: planId, quantity } = req.validatedBody;
  await changeCart(req.scope, { cartId, customerId: customerIdOf(req), once: onceOf(req), now }, (cart) =>
    addLine(req.scope, cart, { planId, quantity }, now),
  );
  await sendCart(req, res, cartId);
});
