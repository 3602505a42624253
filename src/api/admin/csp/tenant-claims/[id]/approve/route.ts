import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { approveClaim } from "../../../../../../processes/company/prove-tenant";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { claimDocument } from "../../answer";
import type { ClaimAnswer } from "../../document";
import { decideClaim } from "../../validators";

/** Vouches for the company: the tenant it names is its own. From then on it can order for it. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<ClaimAnswer>): Promise<void> => {
  const { reason } = readInput(decideClaim, req.body ?? {});
  const decision = { claimId: idOf(req), actor: actorOf(req), note: reason };
  const claim = await approveClaim(req.scope, decision, nowOf(req.scope));
  res.json({ claim: await claimDocument(req.scope, claim) });
});
