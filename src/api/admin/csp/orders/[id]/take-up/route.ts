import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { type EnqueueOutcome, enqueueOrder } from "../../../../../../processes/provisioning/enqueue-order";
import { wakeTicker } from "../../../../../../processes/ticker";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import type { TakenUpAnswer } from "../document";

type NotTakenUp = Exclude<EnqueueOutcome["outcome"], "enqueued" | "already_enqueued">;

const WHY: Readonly<Record<NotTakenUp, string>> = {
  not_found: "Medusa has no such order.",
  canceled: "The order is cancelled in Medusa, so nothing is begun for it.",
  not_paid: "The order's payment is neither authorised nor taken, so nothing is begun for it.",
  not_ours: "No checkout of ours led to the order, or it has no licences in it.",
};

/** Writes the steps of a paid order that has none, and says why where that cannot be done. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<TakenUpAnswer>): Promise<void> => {
    const orderId = idOf(req);
    const { outcome } = await enqueueOrder(req.scope, { orderId, now: nowOf(req.scope), actor: actorOf(req) });
    if (outcome !== "enqueued" && outcome !== "already_enqueued") {
      const type = outcome === "not_found" ? MedusaError.Types.NOT_FOUND : MedusaError.Types.NOT_ALLOWED;
      throw new MedusaError(type, WHY[outcome]);
    }
    wakeTicker(req.scope);
    res.json({ order_id: orderId, outcome });
  },
);
