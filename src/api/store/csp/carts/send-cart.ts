import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { readCart } from "../../../../processes/purchase/carts/cart";
import { priceCart } from "../../../../processes/purchase/carts/price-cart";
import { companyOf, customerIdOf, nowOf } from "../../../http/request-context";
import { cartDocument } from "./answer";
import type { CartAnswer } from "./document";

/** Answers with the cart as it stands now, priced for whoever asks. */
export async function sendCart(
  req: MedusaRequest,
  res: MedusaResponse<CartAnswer>,
  cartId: string,
  status = 200,
): Promise<void> {
  const company = await companyOf(req);
  const cart = await readCart(req.scope, cartId, customerIdOf(req));
  const priced = await priceCart(req.scope, cart, { company, now: nowOf(req.scope) });
  res.status(status).json({ cart: cartDocument(priced) });
}
