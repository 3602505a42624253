import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { readCheckoutProgress } from "../../../../../processes/purchase/checkouts/read-progress";
import { route } from "../../../../http/define-route";
import { checkoutDocument } from "../answer";
import type { CheckoutAnswer } from "../document";
import { ownCheckout } from "../own-checkout";

/** Where a purchase stands: what is done, what is being done, and what went wrong. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<CheckoutAnswer>): Promise<void> => {
    const checkout = await ownCheckout(req);
    res.json({ checkout: checkoutDocument(await readCheckoutProgress(req.scope, checkout.id)) });
  },
);
