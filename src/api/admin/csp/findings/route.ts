import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { SUBSCRIPTION_MODULE } from "../../../../modules/subscription";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { findingDocuments } from "./answer";
import type { FindingsAnswer } from "./document";
import { findingsQuery } from "./validators";

/** Differences between the vendor and our books, the newest first. */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse<FindingsAnswer>): Promise<void> => {
  const { limit, offset, state, kind, ...of } = readInput(findingsQuery, withoutEmpty(req.query));
  const filter = {
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(of.company_id === undefined ? {} : { companyId: of.company_id }),
    ...(of.subscription_id === undefined ? {} : { subscriptionId: of.subscription_id }),
  };
  const { findings, count } = await req.scope.resolve(SUBSCRIPTION_MODULE).findings.page(filter, { limit, offset });
  res.json({ findings: await findingDocuments(req.scope, findings), count, limit, offset });
});
