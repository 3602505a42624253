import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { readCart } from "../../../../processes/purchase/carts/cart";
import { cartDocument } from "../../../../processes/purchase/carts/cart-document";
import { companyOf, customerIdOf, nowOf } from "../../../http/request-context";

/** Answers with the cart as it stands now, priced for whoever asks. */
export async function answerCart(req: MedusaRequest, res: MedusaResponse, cartId: string, status = 200): Promise<void> {
  const company = await companyOf(req);
  const cart = await readCart(req.scope, cartId, customerIdOf(req));
  res.status(status).json({ cart: await cartDocument(req.scope, cart, company, nowOf(req.scope)) });
}
