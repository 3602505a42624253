import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { settingsOf } from "../../connections/settings";
import { signInOf } from "../http/sign-in";

/**
 * A second factor is for users of the admin. Medusa takes one of every account, so also of whoever signs up with somebody
 * else's address: the owner could choose as many new passwords as they like, and never get in.
 */
export function onlyUsersEnrol(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const signIn = settingsOf(req.scope).protectCoreRoutes ? signInOf(req) : null;
  if (signIn === null || (signIn.actorType === "user" && signIn.actorId !== "")) {
    next();
    return;
  }
  res.status(403).json({ type: "forbidden", message: "Second factors are for users of the admin." });
}
