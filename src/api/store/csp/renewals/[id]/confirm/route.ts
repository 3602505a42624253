import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { addDays } from "../../../../../../domain/calendar";
import { confirmRenewal } from "../../../../../../processes/renewals/confirm-renewal";
import { route } from "../../../../../http/define-route";
import { actorOf, nowOf } from "../../../../../http/request-context";
import { ownSubscription } from "../../../subscriptions/[id]/changes/own-subscription";
import { renewalDocument } from "../../answer";
import type { RenewalAnswer } from "../../document";
import type { PostConfirmation } from "../../validators";

/** Confirms what is planned for the end of a subscription's term, as it was shown. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostConfirmation>, res: MedusaResponse<RenewalAnswer>): Promise<void> => {
    const { term_last_on, outcome, next_quantity } = req.validatedBody;
    const renewal = await confirmRenewal(req.scope, {
      subscription: await ownSubscription(req),
      seen: { termEndsOn: addDays(term_last_on, 1), outcome, quantity: next_quantity },
      by: actorOf(req),
      now: nowOf(req.scope),
    });
    res.json({ renewal: renewalDocument(renewal) });
  },
);
