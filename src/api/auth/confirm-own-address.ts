import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { settingsOf } from "../../connections/settings";
import { ACCESS_MODULE } from "../../modules/access";
import { isCodeOf } from "../../processes/account/mail-address";
import { signInOf } from "../http/sign-in";

/**
 * An address is confirmed by who reads its mails *and* is signed in to its account. The link alone is not enough: whoever
 * signed up with somebody else's address would only have to wait until that somebody opens it. With the confirmation all
 * other sign-ins end. Who owns the address and does not know the password sets a new one, which confirms it as well.
 */
export async function confirmOwnAddress(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  if (!settingsOf(req.scope).protectCoreRoutes) {
    next();
    return;
  }
  const signIn = signInOf(req);
  if (signIn === null) {
    const message = "Please sign in with this address first, then open the link again.";
    res.status(401).json({ type: "unauthorized", message });
    return;
  }
  const { code } = (req.body ?? {}) as { code?: unknown };
  if (typeof code !== "string" || !(await isCodeOf(req.scope, signIn.identityId, code))) {
    const message = "This link was used already, it is too old, or it belongs to another account.";
    res.status(400).json({ type: "not_allowed", message });
    return;
  }
  const access = req.scope.resolve(ACCESS_MODULE);
  await access.endSignIns(signIn.identityId, await access.firstOf(signIn));
  next();
}
