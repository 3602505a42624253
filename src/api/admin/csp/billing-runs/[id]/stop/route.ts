import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { requestStop } from "../../../../../../processes/billing";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { runAnswer } from "../../answer";
import type { RunAnswer } from "../../document";

/** Asks a run to stop after the batches in hand; what it wrote stands. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<RunAnswer>): Promise<void> => {
  const run = await requestStop(req.scope, {
    runId: idOf(req),
    actor: actorOf(req),
    now: nowOf(req.scope),
  });
  res.status(202).json(await runAnswer(req.scope, run));
});
