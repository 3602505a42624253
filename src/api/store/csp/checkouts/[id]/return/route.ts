import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { returnToCheckout } from "../../../../../../processes/purchase/checkouts/complete-checkout";
import { readCheckoutProgress } from "../../../../../../processes/purchase/checkouts/read-progress";
import { route } from "../../../../../http/define-route";
import { nowOf } from "../../../../../http/request-context";
import { checkoutDocument } from "../../answer";
import type { CheckoutAnswer } from "../../document";
import { ownCheckout } from "../../own-checkout";

/** The customer is back from the card page: reads the payment at its source and orders when it is authorised. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<CheckoutAnswer>): Promise<void> => {
    const checkout = await ownCheckout(req);
    await returnToCheckout(req.scope, { checkoutId: checkout.id, now: nowOf(req.scope) });
    res.json({ checkout: checkoutDocument(await readCheckoutProgress(req.scope, checkout.id)) });
  },
);
