import type { MedusaNextFunction, MedusaRequest, MedusaResponse, MiddlewareRoute } from "@medusajs/framework/http";
import { json } from "express";
import { InputError } from "../../errors/input-error";
import { answerError } from "./answer-error";
import { refuseBrokenText } from "./broken-text";

const read = json();

/** What a page of any site can send without asking us first. */
const SENT_BY_FORMS = ["application/x-www-form-urlencoded", "multipart/*", "text/plain"];

/**
 * Reads a JSON body; a text that is none is answered as our API answers wrong input. Bodies that a form of a foreign site
 * could have sent are refused: no program has a reason to send those.
 */
function readJson(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  if (hasBody(req) && (req.get("content-type") === undefined || req.is(SENT_BY_FORMS))) {
    const message = "Send the body as JSON, with the header content-type: application/json.";
    res.status(415).json({ type: "invalid_data", message });
    return;
  }
  read(req, res, (error?: unknown) => {
    if (error === undefined) {
      next();
      return;
    }
    if (hasLeft(req)) {
      return;
    }
    const refused = refusalOf(error);
    if (refused !== null) {
      res.status(refused.status).json({ type: "invalid_data", message: refused.message });
      return;
    }
    answerError(isUnreadable(error) ? InputError.of("body", "is not valid JSON") : error, req, res, next);
  });
}

function hasBody(req: MedusaRequest): boolean {
  return req.get("transfer-encoding") !== undefined || Number(req.get("content-length") ?? 0) > 0;
}

/** The caller has gone in the middle of the body, as a shop does whose visitor types on: nobody waits for an answer. */
function hasLeft(req: MedusaRequest): boolean {
  return req.destroyed && !req.complete;
}

/** What the body parser throws for text that is not JSON. */
function isUnreadable(error: unknown): boolean {
  return error instanceof SyntaxError && "type" in error && error.type === "entity.parse.failed";
}

const REFUSALS: Readonly<Record<string, { readonly status: number; readonly message: string }>> = {
  "entity.too.large": { status: 413, message: "The body is larger than 100 kB, which no request here needs." },
  "charset.unsupported": { status: 415, message: "Send the body in UTF-8." },
  "encoding.unsupported": { status: 415, message: "Send the body as it is, or compressed by gzip or deflate." },
};

/** What the body parser refuses before it reads, in words; null for anything else. */
function refusalOf(error: unknown) {
  const type = typeof error === "object" && error !== null && "type" in error ? String(error.type) : "";
  return REFUSALS[type] ?? null;
}

/**
 * Our API's bodies are read here and not by Medusa, whose failure to read one would go to the host's error handler.
 * Routes that want the bytes as they came say so by a matcher of their own, which goes before these.
 */
export const jsonBodies: MiddlewareRoute[] = ["/store/csp/*", "/admin/csp/*"].map((matcher) => ({
  matcher,
  bodyParser: false,
  middlewares: [readJson, refuseBrokenText],
}));
