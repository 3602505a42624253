import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE, type BillingModuleService } from "../../../../modules/billing";
import { runDocuments, startRun } from "../../../../processes/billing/admin";
import { readInput } from "../../../http/read-input";
import { nowOf } from "../../../http/request-context";
import { actorOf } from "../actor";
import { runAnswer } from "./any-run";
import { runBody, runsQuery } from "./validators";

/** What runs did, newest first, and what is due or held up now. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset } = readInput(runsQuery, req.query);
  const billing = req.scope.resolve<BillingModuleService>(BILLING_MODULE);
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
}

/** Begins a run, or a dry run, which goes on in the background: read it again to see how far it has come. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { dry_run: dryRun } = readInput(runBody, req.body);
  const run = await startRun(req.scope, { now: nowOf(req.scope), dryRun, actor: actorOf(req) });
  res.status(202).json({ run: await runAnswer(req, run) });
}
