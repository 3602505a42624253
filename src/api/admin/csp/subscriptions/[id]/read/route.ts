import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ATTENTION_MODULE } from "../../../../../../modules/attention";
import { SUBSCRIPTION_MODULE } from "../../../../../../modules/subscription";
import { syncSubscriptionNow } from "../../../../../../processes/subscription/sync-subscription";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { subscriptionDocument } from "../../answer";
import type { ReadSubscriptionAnswer } from "../../document";

/** Reads a subscription at its vendor now, out of turn. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<ReadSubscriptionAnswer>): Promise<void> => {
    const subscriptions = req.scope.resolve(SUBSCRIPTION_MODULE);
    const { id } = await subscriptions.retrieve(idOf(req));
    const now = nowOf(req.scope);
    const act = { at: now, actor: actorOf(req), action: "read", objectKind: "subscription", objectId: id, detail: {} };
    // The vendor is asked after it: should the process die in between, the reading that was asked for is made up.
    await subscriptions.inTransaction(async (trx) => {
      await subscriptions.readings.request(id, now, trx);
      await req.scope.resolve(ATTENTION_MODULE).recordAct(trx, act);
    });
    const outcome = await syncSubscriptionNow(req.scope, id, now);
    res.json({ subscription: await subscriptionDocument(req.scope, id, now), outcome });
  },
);
