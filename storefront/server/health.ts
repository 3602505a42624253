import type { RequestHandler } from "express";
import type { StorefrontEnvironment } from "../app/server/env.server";

const TIMEOUT_MS = 2000;

/** Answers 200 when the shop and the API behind it are up, else 503. */
export function answerHealth(settings: StorefrontEnvironment): RequestHandler {
  return async (_request, response) => {
    const backend = await isUp(`${settings.medusaUrl}/health`);
    response
      .status(backend ? 200 : 503)
      .set("Cache-Control", "no-store")
      .json({ status: backend ? "ok" : "degraded", backend: backend ? "ok" : "unreachable" });
  };
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
}
