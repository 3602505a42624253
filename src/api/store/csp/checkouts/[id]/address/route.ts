import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { correctAddress } from "../../../../../../processes/provisioning/correct-address";
import { readCheckoutProgress } from "../../../../../../processes/purchase/checkouts/read-progress";
import { route } from "../../../../../http/define-route";
import { actorOf, nowOf, requireCompany } from "../../../../../http/request-context";
import { journalCompany } from "../../../companies/journal-company";
import { addressFrom, changedFields } from "../../../companies/profile";
import type { PostAddress } from "../../../validators";
import { checkoutDocument } from "../../answer";
import type { CheckoutAnswer } from "../../document";
import { ownCheckout } from "../../own-checkout";

/** Corrects the company's address that the vendor did not take: the order goes on, with the same hold on the card. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostAddress>, res: MedusaResponse<CheckoutAnswer>): Promise<void> => {
    const checkout = await ownCheckout(req);
    const before = await requireCompany(req);
    const address = addressFrom(req.validatedBody.address);
    const by = { actor: actorOf(req), now: nowOf(req.scope) };
    await correctAddress(req.scope, {
      company: before,
      orderId: checkout.orderId,
      address,
      by,
      journal: (changed, trx) =>
        journalCompany(req, before.id, "correct_address", { fields: changedFields(before, changed) }, trx),
    });
    res.json({ checkout: checkoutDocument(await readCheckoutProgress(req.scope, checkout.id)) });
  },
);
