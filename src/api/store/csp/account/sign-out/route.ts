import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ACCESS_MODULE } from "../../../../../modules/access";
import { route } from "../../../../http/define-route";
import { lastExpiryOf, signInOf } from "../../../../http/sign-in";
import type { SignedOutAnswer } from "../document";

/**
 * Ends the sign-in that the request's token or session stands for, with all that it was refreshed into. A token that has
 * run out is signed out already.
 */
export const POST = route(async (req: MedusaRequest, res: MedusaResponse<SignedOutAnswer>): Promise<void> => {
  const signIn = signInOf(req);
  const access = req.scope.resolve(ACCESS_MODULE);
  const first = signIn === null ? null : await access.firstOf(signIn);
  if (signIn !== null && first !== null) {
    await access.endSignIn(first, lastExpiryOf(signIn));
  }
  res.json({ signed_out: true });
});
