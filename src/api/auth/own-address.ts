import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { settingsOf } from "../../connections/settings";
import { InputError } from "../../errors/input-error";
import { plainAddress } from "../../processes/account/find-identity";
import { mailAddressOf } from "../../processes/account/mail-address";
import { signInOf } from "../http/sign-in";

/**
 * Medusa makes a customer of any address that the new account names. Here it is the address of the account itself: with
 * another one somebody would hold, or read about, what is mailed to a stranger.
 */
export async function takeOwnAddress(
  req: MedusaRequest,
  _res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const signIn = settingsOf(req.scope).protectCoreRoutes ? signInOf(req) : null;
  const own = signIn === null ? null : await mailAddressOf(req.scope, signIn.identityId);
  if (own === null || typeof req.body !== "object" || req.body === null) {
    next();
    return;
  }
  const { email = own.email } = req.body as { email?: unknown };
  if (typeof email !== "string" || plainAddress(email) !== plainAddress(own.email)) {
    next(InputError.of("email", `must be the address you sign in with, ${own.email}`));
    return;
  }
  (req.body as { email?: unknown }).email = own.email;
  next();
}
