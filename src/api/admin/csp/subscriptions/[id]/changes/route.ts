import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { SUBSCRIPTION_MODULE } from "../../../../../../modules/subscription";
import { requestChange } from "../../../../../../processes/changes/request-change";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { sellerChangeDocument } from "./answer";
import { type SellerChangeAnswer, type SellerChangeListAnswer, sellerChangeBody } from "./document";

const MOST_SHOWN = 200;

/** What was asked for of a subscription, the newest first. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SellerChangeListAnswer>): Promise<void> => {
    const subscriptions = req.scope.resolve(SUBSCRIPTION_MODULE);
    const subscription = await subscriptions.retrieve(idOf(req));
    const changes = await subscriptions.changes.list({ subscriptionIds: [subscription.id], limit: MOST_SHOWN });
    res.json({ changes: changes.map((change) => sellerChangeDocument(change, subscription)) });
  },
);

/** Asks for a change on a company's behalf, for a reason that the company reads. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SellerChangeAnswer>): Promise<void> => {
    const { change: wanted, hash, reason } = readInput(sellerChangeBody, req.body);
    const subscription = await req.scope.resolve(SUBSCRIPTION_MODULE).retrieve(idOf(req));
    const change = await requestChange(req.scope, {
      companyId: subscription.companyId,
      subscriptionId: subscription.id,
      wanted,
      hash,
      askedBy: { as: "seller", actor: actorOf(req), reason },
      now: nowOf(req.scope),
    });
    res.json({ change: sellerChangeDocument(change, subscription) });
  },
);
