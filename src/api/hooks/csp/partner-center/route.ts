import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { settingsOf } from "../../../../connections/settings";
import { CLOCK_MODULE } from "../../../../modules/clock";
import { receivePartnerCenterEvent } from "../../../../processes/inbox/receive-partner-center";
import { route } from "../../../http/define-route";

/** Partner Center's events: verified, stored, answered. The work is done later, from the inbox. */
export const POST = route(async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  const { rawBody } = req as MedusaRequest & { rawBody?: Buffer };
  const received = await receivePartnerCenterEvent(req.scope, {
    rawBody: rawBody ?? Buffer.alloc(0),
    header: (name) => req.get(name),
    rules: settingsOf(req.scope).partnerCenter,
    now: req.scope.resolve(CLOCK_MODULE).now(),
  });
  if (received.outcome === "not_judged") {
    req.scope.resolve(ContainerRegistrationKeys.LOGGER).warn(`A Partner Center event waits: ${received.detail}`);
    const message = "The event's certificate cannot be had now. Please deliver the event again.";
    res.status(503).set("Retry-After", "60").json({ type: "unavailable", message });
    return;
  }
  if (received.outcome === "refused") {
    req.scope.resolve(ContainerRegistrationKeys.LOGGER).warn(`Refused a Partner Center event: ${received.detail}`);
    res.status(400).json({ type: "invalid_data", message: "The event's signature or content was not accepted." });
    return;
  }
  res.status(200).json({ received: true });
});
