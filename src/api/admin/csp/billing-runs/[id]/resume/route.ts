import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { continueRun } from "../../../../../../workflows/billing/start-run";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { runAnswer } from "../../answer";
import type { RunAnswer } from "../../document";

/** Takes a stopped run up again, in the background: until then nothing is billed by itself. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<RunAnswer>): Promise<void> => {
  const run = await continueRun(req.scope, {
    runId: idOf(req),
    actor: actorOf(req),
    now: nowOf(req.scope),
  });
  res.status(202).json(await runAnswer(req.scope, run));
});
