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
    const company = await requireCompany(req);
    const address = addressFrom(req.validatedBody.address);
    const by = { actor: actorOf(req), now: nowOf(req.scope) };
    await correctAddress(req.scope, {
      company,
      orderId: checkout.orderId,
      address,
      by,
      journal: ({ before, after }, trx) =>
        journalCompany(req, company.id, "correct_address", { fields: changedFields(before, after) }, trx),
    });
    res.json({ checkout: checkoutDocument(await readCheckoutProgress(req.scope, checkout.id)) });
  },
);
