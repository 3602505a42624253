import { createHash, timingSafeEqual } from "node:crypto";
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { settingsOf } from "../../../connections/settings";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** Figures tell a stranger how the business goes: they are for this machine, and for whoever knows the token. */
export function onlyMonitoring(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const token = settingsOf(req.scope).metricsToken;
  const given = /^Bearer (.+)$/.exec(req.get("authorization") ?? "")?.[1];
  const known = token !== undefined && given !== undefined && same(given, token);
  if (known || isThisMachine(req)) {
    next();
    return;
  }
  const message = "Send the metrics token as a bearer token, or ask from this machine.";
  res.status(401).json({ type: "unauthorized", message });
}

/** A proxy's word is not taken here: whoever can reach the port could write it. */
function isThisMachine(req: MedusaRequest): boolean {
  const forwarded = req.get("x-forwarded-for") !== undefined || req.get("forwarded") !== undefined;
  return !forwarded && LOOPBACK.has(req.socket.remoteAddress ?? "");
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
