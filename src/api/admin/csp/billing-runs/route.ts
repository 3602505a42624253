import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../modules/billing";
import { startRun } from "../../../../workflows/billing/start-run";
import { route } from "../../../http/define-route";
import { readInput } from "../../../http/read-input";
import { actorOf, nowOf } from "../../../http/request-context";
import { pageQuery } from "../../../http/validators";
import { runAnswer, runDocuments } from "./answer";
import { type RunAnswer, type RunsAnswer, runBody } from "./document";

/** What runs did, newest first, and what is due or held up now. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<RunsAnswer>): Promise<void> => {
  const { limit, offset } = readInput(pageQuery, req.query);
  const billing = req.scope.resolve(BILLING_MODULE);
  const now = nowOf(req.scope);
  const { runs, count } = await billing.runs.list(limit, offset);
  res.json({
    runs: await runDocuments(req.scope, runs),
    count,
    limit,
    offset,
    due: await billing.accounts.countDue(now),
    parked: await billing.accounts.countParked(),
    next_run_at: (await billing.accounts.nextRunAt())?.toISOString() ?? null,
    stopped_run_id: (await billing.runs.stopped())?.id ?? null,
    now: now.toISOString(),
  });
});

/** Begins a run, or a dry run, which goes on in the background: read it again to see how far it has come. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<RunAnswer>): Promise<void> => {
  const { dry_run: dryRun } = readInput(runBody, req.body);
  const run = await startRun(req.scope, { now: nowOf(req.scope), dryRun, actor: actorOf(req) });
  res.status(202).json(await runAnswer(req.scope, run));
});
