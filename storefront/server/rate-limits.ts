import { type RequestHandler, Router } from "express";
import { rateLimit } from "express-rate-limit";
import type { StorefrontEnvironment } from "../app/server/env.server";

const MINUTE_MS = 60_000;
const REQUESTS_PER_MINUTE = 1000;
const CHANGES_PER_MINUTE = 100;

/** Routes on which passwords or tenant names could be guessed. */
const GUESSABLE = ["/sign-in", "/sign-up", "/forgot-password", "/new-password", "/confirm-address", "/not-me"];

/**
 * Three limits per visitor address and minute: all requests, changes, and attempts to sign in or up.
 * Counted in this process; several processes behind one proxy each keep their own count.
 */
export function limitRates(settings: StorefrontEnvironment): RequestHandler {
  const router = Router();
  router.use(limiter(REQUESTS_PER_MINUTE));
  const changes = limiter(CHANGES_PER_MINUTE);
  const attempts = limiter(settings.authAttemptsPerMinute);
  router.use((request, response, next) => {
    if (["GET", "HEAD", "OPTIONS"].includes(request.method)) {
      next();
      return;
    }
    (GUESSABLE.includes(pageOf(request.path)) ? attempts : changes)(request, response, next);
  });
  return router;
}

/** The page that an address leads to, in the one spelling it has in the list: the router takes many. */
function pageOf(path: string): string {
  return decoded(path)
    .toLowerCase()
    .replace(/(?:\/_)?\.data$/, "")
    .replace(/\/+$/, "");
}

/** What cannot be decoded leads to no page. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function limiter(limit: number) {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    message: "Too many requests. Please wait a minute and try again.",
  });
}
