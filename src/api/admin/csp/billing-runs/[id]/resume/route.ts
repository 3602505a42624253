import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { continueRun } from "../../../../../../processes/billing/admin";
import { nowOf } from "../../../../../http/request-context";
import { actorOf } from "../../../actor";
import { runAnswer } from "../../any-run";

/** Takes a stopped run up again, in the background: until then nothing is billed by itself. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const run = await continueRun(req.scope, {
    runId: req.params.id ?? "",
    actor: actorOf(req),
    now: nowOf(req.scope),
  });
  res.status(202).json({ run: await runAnswer(req, run) });
}
