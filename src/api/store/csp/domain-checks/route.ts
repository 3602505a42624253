import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { checkDomain } from "../../../../processes/company/choose-tenant";
import { route } from "../../../http/define-route";
import { companyOf } from "../../../http/request-context";
import type { PostDomainCheck } from "../validators";
import type { DomainCheckAnswer } from "./document";

/** Tells whether a new tenant could have this name. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostDomainCheck>, res: MedusaResponse<DomainCheckAnswer>): Promise<void> => {
    const { domain, available } = await checkDomain(req.scope, await companyOf(req), req.validatedBody.prefix);
    res.json({ domain, available });
  },
);
