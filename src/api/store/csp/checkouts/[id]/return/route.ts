import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { checkoutDocument } from "../../../../../../processes/purchase/checkouts/checkout-document";
import { returnToCheckout } from "../../../../../../processes/purchase/checkouts/complete-checkout";
import { nowOf } from "../../../../../http/request-context";
import { ownCheckout } from "../../own-checkout";

/** The customer is back from the card page: reads the payment at its source and orders when it is authorised. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const checkout = await ownCheckout(req);
  await returnToCheckout(req.scope, { checkoutId: checkout.id, now: nowOf(req.scope) });
  res.json({ checkout: await checkoutDocument(req.scope, checkout.id) });
}
