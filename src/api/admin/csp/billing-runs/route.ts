import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE, type BillingModuleService } from "../../../../modules/billing";
import { runBilling } from "../../../../workflows/billing/billing-run";
import { wakeTicker } from "../../../../workflows/ticker";
import { readInput } from "../../../http/read-input";
import { nowOf } from "../../../http/request-context";
import { runDocument } from "./run-document";
import { runBody, runsQuery } from "./validators";

/** What runs did, newest first, and what is due or held up now. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset } = readInput(runsQuery, req.query);
  const billing = req.scope.resolve<BillingModuleService>(BILLING_MODULE);
  const now = nowOf(req.scope);
  const { runs, count } = await billing.runs.list(limit, offset);
  res.json({
    runs: runs.map(runDocument),
    count,
    limit,
    offset,
    due: await billing.accounts.countDue(now),
    parked: await billing.accounts.countParked(),
    next_run_at: (await billing.accounts.nextRunAt())?.toISOString() ?? null,
    now: now.toISOString(),
  });
}

/** Runs now, or tells what a run would do. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { dry_run: dryRun } = readInput(runBody, req.body);
  const run = await runBilling(req.scope, { now: nowOf(req.scope), trigger: "admin", dryRun });
  wakeTicker(req.scope);
  res.status(201).json({ run: runDocument(run) });
}
