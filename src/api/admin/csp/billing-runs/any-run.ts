import type { MedusaRequest } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { BILLING_MODULE, type BillingModuleService, type BillingRun } from "../../../../modules/billing";
import { runDocuments } from "../../../../processes/billing/admin";

/** @throws MedusaError not_found */
export async function anyRun(req: MedusaRequest): Promise<BillingRun> {
  const id = req.params.id ?? "";
  const run = await req.scope.resolve<BillingModuleService>(BILLING_MODULE).runs.byId(id);
  if (!run) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Billing run ${id} was not found.`);
  }
  return run;
}

/** The run as the board shows it. */
export async function runAnswer(req: MedusaRequest, run: BillingRun) {
  const [document] = await runDocuments(req.scope, [run]);
  return document;
}
