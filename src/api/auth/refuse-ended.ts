import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { Modules } from "@medusajs/framework/utils";
import { settingsOf } from "../../connections/settings";
import { ACCESS_MODULE } from "../../modules/access";
import { type RequestSignIn, signInOf } from "../http/sign-in";

/** Where a host's own routes begin, we look only when the host lets us. */
const OURS = /^\/(store|admin)\/csp(\/|$)/i;

/**
 * A token says who somebody was when they signed in. Who signed out since, got a new password or was removed is refused,
 * whatever the token says.
 */
export async function refuseEndedSignIn(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const isOurs = settingsOf(req.scope).protectCoreRoutes || OURS.test(decoded(req.baseUrl + req.path));
  const signIn = isOurs ? signInOf(req) : null;
  if (signIn && ((await req.scope.resolve(ACCESS_MODULE).hasEnded(signIn)) || (await isGone(req, signIn)))) {
    res.status(401).json({ type: "unauthorized", message: "Your sign-in has ended. Please sign in again." });
    return;
  }
  next();
}

/** A path that cannot be decoded leads nowhere. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}

async function isGone(req: MedusaRequest, { actorId, actorType }: RequestSignIn): Promise<boolean> {
  if (actorId === "") {
    return false;
  }
  const only = { take: 1, select: ["id"] };
  switch (actorType) {
    case "customer":
      return (await req.scope.resolve(Modules.CUSTOMER).listCustomers({ id: actorId }, only)).length === 0;
    case "user":
      return (await req.scope.resolve(Modules.USER).listUsers({ id: actorId }, only)).length === 0;
    default:
      return false;
  }
}
