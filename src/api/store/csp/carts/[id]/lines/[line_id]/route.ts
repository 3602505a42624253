import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { readCart } from "../../../../../../../processes/purchase/carts/cart";
import { removeLine, setLineQuantity } from "../../../../../../../processes/purchase/carts/change-lines";
import { closeOpenCheckout } from "../../../../../../../processes/purchase/checkouts/close-checkout";
import { route } from "../../../../../../http/define-route";
import { customerIdOf, nowOf } from "../../../../../../http/request-context";
import type { PostCartLineQuantity } from "../../../../validators";
import { sendCart } from "../../../send-cart";

/** Sets the seats of a line. */
export const POST = route(async (req: MedusaRequest<PostCartLineQuantity>, res: MedusaResponse): Promise<void> => {
  const now = nowOf(req.scope);
  const cart = await readCart(req.scope, req.params.id ?? "", customerIdOf(req));
  await closeOpenCheckout(req.scope, cart.id, now);
  await setLineQuantity(req.scope, cart, req.params.line_id ?? "", req.validatedBody.quantity, now);
  await sendCart(req, res, cart.id);
});

/** Takes a line out of the cart. */
export const DELETE = route(async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  const cart = await readCart(req.scope, req.params.id ?? "", customerIdOf(req));
  await closeOpenCheckout(req.scope, cart.id, nowOf(req.scope));
  await removeLine(req.scope, cart, req.params.line_id ?? "");
  await sendCart(req, res, cart.id);
});
