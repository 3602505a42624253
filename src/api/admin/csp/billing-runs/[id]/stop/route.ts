import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { requestStop } from "../../../../../../processes/billing";
import { nowOf } from "../../../../../http/request-context";
import { actorOf } from "../../../actor";
import { runAnswer } from "../../any-run";

/** Asks a run to stop after the batches in hand; what it wrote stands. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const run = await requestStop(req.scope, {
    runId: req.params.id ?? "",
    actor: actorOf(req),
    now: nowOf(req.scope),
  });
  res.status(202).json({ run: await runAnswer(req, run) });
}
