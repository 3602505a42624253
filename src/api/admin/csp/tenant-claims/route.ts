import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { COMPANY_MODULE } from "../../../../modules/company";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { claimDocuments } from "./answer";
import type { ClaimsAnswer } from "./document";
import { claimsQuery } from "./validators";

/** Claims to existing tenants, the oldest first; open ones unless another `state` is asked for. */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse<ClaimsAnswer>): Promise<void> => {
  const { state, limit, offset } = readInput(claimsQuery, withoutEmpty(req.query));
  const { claims, count } = await req.scope.resolve(COMPANY_MODULE).listClaims({ state, limit, offset });
  res.json({ claims: await claimDocuments(req.scope, claims), count, limit, offset });
});
