import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../../modules/billing";
import { planForAccount } from "../../../../../../processes/billing";
import { route } from "../../../../../http/define-route";
import { idOf, nowOf } from "../../../../../http/request-context";
import { previewDocument } from "./answer";
import type { PreviewAnswer } from "./document";

/** What the account's next billing run would write, by the run's own planner; nothing is written. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<PreviewAnswer>): Promise<void> => {
  const account = await req.scope.resolve(BILLING_MODULE).retrieveAccount(idOf(req));
  const now = nowOf(req.scope);
  const { nextRunAt } = account;
  if (nextRunAt === null) {
    res.json({ preview: previewDocument(account, { documents: [], nextRunAt: null }, null) });
    return;
  }
  const runAt = new Date(Math.max(nextRunAt.getTime(), now.getTime()));
  const plan = await planForAccount(req.scope, { account, now: runAt });
  res.json({ preview: previewDocument(account, plan, runAt) });
});
