import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { receiveStripeEvent } from "../../../../processes/inbox/receive-stripe";
import { route } from "../../../http/define-route";
import { nowOf } from "../../../http/request-context";

/** Stores the card processor's events; the work is done afterwards, from the inbox. */
export const POST = route(async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  const rawBody: unknown = req.rawBody;
  const delivery = {
    rawBody: Buffer.isBuffer(rawBody) ? rawBody : Buffer.alloc(0),
    signature: req.headers["stripe-signature"],
    now: nowOf(req.scope),
  };
  const result = await receiveStripeEvent(req.scope, delivery);
  if (result.outcome === "refused") {
    res.status(400).json({ type: "invalid_data", message: `The event was refused: ${result.reason}.` });
    return;
  }
  res.status(200).json({ received: true });
});
