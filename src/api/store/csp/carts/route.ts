import type { MedusaRequest, MedusaResponse, MedusaStoreRequest } from "@medusajs/framework/http";
import { settingsOf } from "../../../../connections/settings";
import { openCart } from "../../../../processes/purchase/carts/open-cart";
import { route } from "../../../http/define-route";
import { customerIdOf } from "../../../http/request-context";
import { sendCart } from "./send-cart";

/** Opens an empty cart for a visitor or the signed-in customer. */
export const POST = route(async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  const salesChannelId = (req as MedusaStoreRequest).publishable_key_context?.sales_channel_ids[0];
  const { currency } = settingsOf(req.scope).seller;
  const cart = await openCart(req.scope, { customerId: customerIdOf(req), salesChannelId, currency });
  await sendCart(req, res, cart.id, 201);
});
