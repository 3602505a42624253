import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { planForAccount } from "../../../../../../processes/billing";
import { previewDocument } from "../../../../../../processes/billing/admin";
import { nowOf } from "../../../../../http/request-context";
import { anyAccount } from "../../any-account";

/** What the account's next billing run would write, by the run's own planner; nothing is written. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const account = await anyAccount(req);
  const now = nowOf(req.scope);
  const { nextRunAt } = account;
  if (nextRunAt === null) {
    res.json({ preview: previewDocument(account, { documents: [], nextRunAt: null }, null) });
    return;
  }
  const runAt = new Date(Math.max(nextRunAt.getTime(), now.getTime()));
  const plan = await planForAccount(req.scope, { account, now: runAt });
  res.json({ preview: previewDocument(account, plan, runAt) });
}
