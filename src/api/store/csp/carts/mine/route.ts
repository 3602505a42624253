import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ownCart } from "../../../../../processes/purchase/checkouts/own-cart";
import { route } from "../../../../http/define-route";
import { nowOf } from "../../../../http/request-context";
import type { PostOwnCart } from "../../validators";
import type { OwnCartAnswer } from "../document";
import { sendCart } from "../send-cart";

/** The customer's cart on every device; what was gathered as a visitor comes into it. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostOwnCart>, res: MedusaResponse<OwnCartAnswer>): Promise<void> => {
    const { actor_id: customerId } = req.auth_context;
    const { visitor_cart_id: visitorCartId } = req.validatedBody;
    const cart = await ownCart(req.scope, { customerId, visitorCartId, now: nowOf(req.scope) });
    if (cart === null) {
      res.json({ cart: null });
      return;
    }
    await sendCart(req, res, cart.id);
  },
);
