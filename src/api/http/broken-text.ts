import type { MedusaNextFunction, MedusaRequest, MedusaResponse, MiddlewareRoute } from "@medusajs/framework/http";
import { InputError } from "../../errors/input-error";
import { answerError } from "./answer-error";

/** A zero byte, which PostgreSQL keeps in no text, or half of a character, which it keeps in no JSON. */
const BROKEN = /\0|\p{Surrogate}/u;

/**
 * Finds a text, or the name of a field, that no database takes.
 *
 * @returns the field's path; null when all is well
 */
export function findBrokenText(value: unknown, path = ""): string | null {
  if (typeof value === "string") {
    return BROKEN.test(value) ? path : null;
  }
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) {
    return null;
  }
  for (const [name, inner] of Object.entries(value)) {
    const found = BROKEN.test(name) ? path : findBrokenText(inner, path === "" ? name : `${path}.${name}`);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

/** No request of ours or of Medusa's is nested like this; whoever walks through one that is runs out of room. */
const DEEPEST = 64;

export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) {
      return true;
    }
    level = level.flatMap((one) =>
      typeof one === "object" && one !== null && !Buffer.isBuffer(one) ? Object.values(one) : [],
    );
  }
  return false;
}

/** Our own routes' bodies are read late (`json-body.ts`), and judged when they are there. */
export function refuseBrokenText(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  if (isTooDeep(req.body as unknown)) {
    answerError(
      InputError.of("body", `is nested more than ${DEEPEST} deep, which no request here needs`),
      req,
      res,
      next,
    );
    return;
  }
  const found =
    findBrokenText(decoded(req), "address") ?? findBrokenText(req.query) ?? findBrokenText(req.body as unknown);
  if (found === null) {
    next();
    return;
  }
  answerError(InputError.of(found || "query", "holds a character that no text has; take it out"), req, res, next);
}

/** The whole path: that of a middleware is cut to what its own pattern leaves. */
function decoded({ originalUrl }: MedusaRequest): string {
  try {
    return decodeURIComponent(originalUrl.split("?")[0] ?? "");
  } catch {
    // Express answers an address that cannot be read.
    return "";
  }
}

/** For Medusa's own routes too: what they are asked goes into the same database. */
export const brokenTexts: MiddlewareRoute[] = ["/store/*", "/admin/*", "/auth/*"].map((matcher) => ({
  matcher,
  middlewares: [refuseBrokenText],
}));
