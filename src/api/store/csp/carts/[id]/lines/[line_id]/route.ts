import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { removeLine, setLineQuantity } from "../../../../../../../processes/purchase/carts/change-lines";
import { changeCart } from "../../../../../../../processes/purchase/checkouts/change-cart";
import { route } from "../../../../../../http/define-route";
import { customerIdOf, nowOf } from "../../../../../../http/request-context";
import type { PostCartLineQuantity } from "../../../../validators";
import { onceOf } from "../../../idempotency-key";
import { sendCart } from "../../../send-cart";

/** Sets the seats of a line. */
export const POST = route(async (req: MedusaRequest<PostCartLineQuantity>, res: MedusaResponse): Promise<void> => {
  const now = nowOf(req.scope);
  const { id: cartId = "", line_id: lineId = "" } = req.params;
  const { quantity } = req.validatedBody;
  await changeCart(req.scope, { cartId, customerId: customerIdOf(req), once: onceOf(req), now }, (cart) =>
    setLineQuantity(req.scope, cart, lineId, quantity, now),
  );
  await sendCart(req, res, cartId);
});

/** Takes a line out of the cart. */
export const DELETE = route(async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  const { id: cartId = "", line_id: lineId = "" } = req.params;
  const now = nowOf(req.scope);
  await changeCart(req.scope, { cartId, customerId: customerIdOf(req), once: onceOf(req), now }, (cart) =>
    removeLine(req.scope, cart, lineId),
  );
  await sendCart(req, res, cartId);
});
