import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE, type BillingModuleService } from "../../../../../../modules/billing";
import { journalDocuments } from "../../../../../../processes/billing/admin";
import { readInput } from "../../../../../http/read-input";
import { anyAccount } from "../../any-account";
import { pageQuery } from "../../validators";

/** Who did what to the account and its documents, newest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset } = readInput(pageQuery, req.query);
  const { id: accountId } = await anyAccount(req);
  const { entries, count } = await req.scope
    .resolve<BillingModuleService>(BILLING_MODULE)
    .journal.list({ accountId, limit, offset });
  res.json({ entries: await journalDocuments(req.scope, entries), count, limit, offset });
}
