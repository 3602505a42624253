import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { beginAgreement } from "../../../../../../../processes/agreement/begin";
import { assertCustomersMail } from "../../../../../../../processes/company/vendor-fields";
import { route } from "../../../../../../http/define-route";
import { nowOf, originOf, requireCompany } from "../../../../../../http/request-context";
import { ownAgreementDocument } from "../../../../agreement/answer";
import type { OwnAgreementAnswer } from "../../../../agreement/document";
import type { PostAttestation } from "../../../../validators";

/** Tells the vendor who will accept its agreement for the company; the same person again goes on with what was begun. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostAttestation>, res: MedusaResponse<OwnAgreementAnswer>): Promise<void> => {
    const company = await requireCompany(req);
    const { first_name: firstName, last_name: lastName, email, phone, language } = req.validatedBody;
    assertCustomersMail(req.scope, email);
    const standing = await beginAgreement(req.scope, company, {
      signatory: { firstName, lastName, email, phone, language },
      customerId: req.auth_context.actor_id,
      origin: originOf(req),
      now: nowOf(req.scope),
    });
    const isAway = standing.attestation?.state === "asked" && standing.attestation.problem !== null;
    res.json({ agreement: ownAgreementDocument(company, standing, isAway) });
  },
);
