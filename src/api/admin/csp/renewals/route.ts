import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { addDays } from "../../../../domain/calendar";
import { SUBSCRIPTION_MODULE } from "../../../../modules/subscription";
import { renewalsOf } from "../../../../processes/renewals/list-renewals";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { nowOf } from "../../../http/request-context";
import { renewalDocuments } from "./answer";
import type { RenewalsAnswer } from "./document";
import { renewalsQuery } from "./validators";

/** What ends when, over all companies, the first to end first. */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse<RenewalsAnswer>): Promise<void> => {
  const { limit, offset, days, company_id } = readInput(renewalsQuery, withoutEmpty(req.query));
  const now = nowOf(req.scope);
  const filter = {
    until: addDays(now.toISOString().slice(0, 10), days + 1),
    ...(company_id === undefined ? {} : { companyId: company_id }),
  };
  const { subscriptions, count } = await req.scope
    .resolve(SUBSCRIPTION_MODULE)
    .renewals.page(filter, { limit, offset });
  const renewals = await renewalsOf(req.scope, subscriptions, now);
  res.json({ renewals: await renewalDocuments(req.scope, renewals), count, limit, offset });
});
