import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { readCart } from "../../../../../../processes/purchase/carts/cart";
import { addLine } from "../../../../../../processes/purchase/carts/change-lines";
import { closeOpenCheckout } from "../../../../../../processes/purchase/checkouts/close-checkout";
import { route } from "../../../../../http/define-route";
import { customerIdOf, nowOf } from "../../../../../http/request-context";
import type { PostCartLine } from "../../../validators";
import { sendCart } from "../../send-cart";

/** Adds seats of a plan to the cart. */
export const POST = route(async (req: MedusaRequest<PostCartLine>, res: MedusaResponse): Promise<void> => {
  const now = nowOf(req.scope);
  const cart = await readCart(req.scope, req.params.id ?? "", customerIdOf(req));
  await closeOpenCheckout(req.scope, cart.id, now);
  const { plan_id: planId, quantity } = req.validatedBody;
  await addLine(req.scope, cart, { planId, quantity }, now);
  await sendCart(req, res, cart.id);
});
