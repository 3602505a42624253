import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE, type BillingModuleService } from "../../../../../../modules/billing";
import { creditEntryDocuments } from "../../../../../../processes/billing/admin";
import { readInput } from "../../../../../http/read-input";
import { anyAccount } from "../../any-account";
import { pageQuery } from "../../validators";

/** Movements of the account's credit balance, newest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset } = readInput(pageQuery, req.query);
  const account = await anyAccount(req);
  const { entries, count } = await req.scope
    .resolve<BillingModuleService>(BILLING_MODULE)
    .credits.list(account.id, limit, offset);
  res.json({
    credit_entries: await creditEntryDocuments(req.scope, entries, account.currency),
    count,
    limit,
    offset,
  });
}
