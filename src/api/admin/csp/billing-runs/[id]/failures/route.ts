import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE, type BillingModuleService } from "../../../../../../modules/billing";
import { failureDocuments } from "../../../../../../processes/billing/admin";
import { readInput } from "../../../../../http/read-input";
import { anyRun } from "../../any-run";
import { runsQuery } from "../../validators";

/** Accounts that the run set aside, each with its reason. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset } = readInput(runsQuery, req.query);
  const { id } = await anyRun(req);
  const { failures, count } = await req.scope
    .resolve<BillingModuleService>(BILLING_MODULE)
    .runs.failures(id, limit, offset);
  res.json({ failures: await failureDocuments(req.scope, failures), count, limit, offset });
}
