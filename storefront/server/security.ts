import type { RequestHandler } from "express";
import { contentSecurityPolicy, mayLeadToPayment } from "../app/server/csp.server";
import { isTrustedMutation } from "../app/server/csrf.server";
import type { StorefrontEnvironment } from "../app/server/env.server";
import { sessionCookieName } from "../app/server/session.server";

/** Headers for every answer: pages, data, redirects and errors alike. Expects `response.locals.nonce`. */
export function sendSecurityHeaders(
  settings: StorefrontEnvironment,
  options: { development: boolean },
): RequestHandler {
  const secure = settings.shopOrigin.startsWith("https:");
  const cookieName = sessionCookieName(secure);
  return (request, response, next) => {
    response.setHeader(
      "Content-Security-Policy",
      contentSecurityPolicy({
        nonce: response.locals.nonce,
        formTargets: mayLeadToPayment(request.path) ? settings.paymentOrigins : [],
        development: options.development,
      }),
    );
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    response.setHeader("X-Frame-Options", "DENY");
    if (secure) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    const known = request.headers.cookie?.includes(`${cookieName}=`) ?? false;
    response.setHeader("Cache-Control", known ? "private, no-store" : "no-cache");
    response.setHeader("Vary", "Cookie");
    next();
  };
}

/** Refuses changing requests that do not come from our own pages (cross-site request forgery). */
export function refuseForeignMutations(settings: StorefrontEnvironment): RequestHandler {
  return (request, response, next) => {
    const trusted = isTrustedMutation({
      method: request.method,
      origin: request.headers.origin,
      secFetchSite: header(request.headers["sec-fetch-site"]),
      shopOrigin: settings.shopOrigin,
    });
    if (trusted) {
      next();
    } else {
      response
        .status(403)
        .type("text/plain")
        .send("This form was not sent from the shop. Please open the shop and try again.");
    }
  };
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
