import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../../modules/billing";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { idOf } from "../../../../../http/request-context";
import { pageQuery } from "../../../../../http/validators";
import { failureDocuments } from "./answer";
import type { FailuresAnswer } from "./document";

/** Accounts that the run set aside, each with its reason. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<FailuresAnswer>): Promise<void> => {
    const { limit, offset } = readInput(pageQuery, req.query);
    const billing = req.scope.resolve(BILLING_MODULE);
    const { id } = await billing.retrieveRun(idOf(req));
    const { failures, count } = await billing.runs.failures(id, limit, offset);
    res.json({ failures: await failureDocuments(req.scope, failures), count, limit, offset });
  },
);
