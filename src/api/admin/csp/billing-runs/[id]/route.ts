import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../modules/billing";
import { route } from "../../../../http/define-route";
import { idOf } from "../../../../http/request-context";
import { runAnswer } from "../answer";
import type { RunAnswer } from "../document";

/** One run, as far as it has come. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<RunAnswer>): Promise<void> => {
  const run = await req.scope.resolve(BILLING_MODULE).retrieveRun(idOf(req));
  res.json(await runAnswer(req.scope, run));
});
