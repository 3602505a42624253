import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { environment } from "../../../../config/environment";
import type { Clock } from "../../../../modules/clock/clock";
import { receivePartnerCenterEvent } from "../../../../processes/inbox/receive-partner-center";

/** Partner Center's events: verified, stored, answered. The work is done later, from the inbox. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { rawBody } = req as MedusaRequest & { rawBody?: Buffer };
  const received = await receivePartnerCenterEvent(req.scope, {
    rawBody: rawBody ?? Buffer.alloc(0),
    header: (name) => req.get(name),
    rules: environment().partnerCenter,
    now: req.scope.resolve<Clock>("clock").now(),
  });
  if (received.outcome === "refused") {
    req.scope.resolve(ContainerRegistrationKeys.LOGGER).warn(`Refused a Partner Center event: ${received.detail}`);
    res.status(400).json({ type: "invalid_data", message: "The event's signature or content was not accepted." });
    return;
  }
  res.status(200).json({ received: true });
}
