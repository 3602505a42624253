import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys, parseCorsOrigins } from "@medusajs/framework/utils";
import { settingsOf } from "../../../connections/settings";

const READS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const OURS = /^\/(?:store|admin)\/csp(?:\/|$)/i;

/**
 * A browser sends a session's cookie whoever wrote the page that asks. So a request that writes and comes with a cookie
 * must come from a page of this server, or of a site that the host's CORS lists name; browsers say which in headers that
 * no page can set. Programs send neither header and no cookie. On Medusa's own routes this holds where they are ours to
 * protect.
 */
export function refuseForeignSites(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const isOurs = OURS.test(req.originalUrl) || settingsOf(req.scope).protectCoreRoutes;
  if (READS.has(req.method) || !isOurs || req.get("cookie") === undefined || comesFromKnownSite(req)) {
    next();
    return;
  }
  const message =
    "This was sent by a page of another site, so it was refused. Use the shop's or the admin's own pages.";
  res.status(403).json({ type: "forbidden", message });
}

function comesFromKnownSite(req: MedusaRequest): boolean {
  const site = req.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") {
    return true;
  }
  const origin = req.get("origin");
  if (origin === undefined) {
    return site === undefined;
  }
  const host = hostOf(origin);
  return (host !== null && ownHosts(req).includes(host)) || isListed(req, origin);
}

/** A proxy may ask us by another name than the browser asked it; no page can set the header in which it says so. */
function ownHosts(req: MedusaRequest): (string | undefined)[] {
  return [req.get("host"), req.get("x-forwarded-host"), new URL(settingsOf(req.scope).publicUrl).host];
}

/** Null for an origin that has none, such as a sandboxed frame's. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function isListed(req: MedusaRequest, origin: string): boolean {
  const { http } = req.scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig;
  const area = req.baseUrl.toLowerCase();
  const list = area.startsWith("/admin") ? http.adminCors : area.startsWith("/store") ? http.storeCors : http.authCors;
  return parseCorsOrigins(list).some((allowed) =>
    allowed instanceof RegExp ? allowed.test(origin) : allowed === origin,
  );
}
