import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { openFirstSignIn } from "../../../../../../../connections/sealed-text";
import { settingsOf } from "../../../../../../../connections/settings";
import { COMPANY_MODULE } from "../../../../../../../modules/company";
import { route } from "../../../../../../http/define-route";
import { actorOf, companyOf, nowOf } from "../../../../../../http/request-context";
import type { FirstSignInAnswer } from "../../../document";

/** Shows the new tenant's first sign-in, once: the stored copy is erased before the answer is sent. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<FirstSignInAnswer>): Promise<void> => {
    const company = await companyOf(req);
    const companies = req.scope.resolve(COMPANY_MODULE);
    const sealed = company && (await companies.takeFirstSignIn(company.id, nowOf(req.scope), actorOf(req)));
    if (!sealed) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no first sign-in to show, or it was shown before.");
    }
    const signIn = openFirstSignIn(sealed, settingsOf(req.scope).secretsKey);
    res.setHeader("cache-control", "private, no-store");
    res.json({ user_name: signIn.userName, password: signIn.password });
  },
);
