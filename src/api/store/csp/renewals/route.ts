import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../../../modules/subscription";
import { renewalsOf } from "../../../../processes/renewals/list-renewals";
import { route } from "../../../http/define-route";
import { companyOf, nowOf } from "../../../http/request-context";
import { renewalDocument } from "./answer";
import type { RenewalListAnswer } from "./document";

/** The ends of the running terms of the session's company, the first to come first. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<RenewalListAnswer>): Promise<void> => {
    const company = await companyOf(req);
    const all = company ? await req.scope.resolve(SUBSCRIPTION_MODULE).list({ companyIds: [company.id] }) : [];
    const running = all.filter(({ status }) => status === "active" || status === "suspended").sort(byEnd);
    const renewals = await renewalsOf(req.scope, running, nowOf(req.scope));
    res.json({ renewals: renewals.map(renewalDocument) });
  },
);

const byEnd = (one: Subscription, other: Subscription): number =>
  `${one.termEndsOn} ${one.id}`.localeCompare(`${other.termEndsOn} ${other.id}`);
