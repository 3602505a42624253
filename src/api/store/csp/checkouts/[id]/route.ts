import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { checkoutDocument } from "../../../../../processes/purchase/checkouts/checkout-document";
import { ownCheckout } from "../own-checkout";

/** Where a purchase stands: what is done, what is being done, and what went wrong. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const checkout = await ownCheckout(req);
  res.json({ checkout: await checkoutDocument(req.scope, checkout.id) });
}
