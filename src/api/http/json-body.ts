import type { MedusaNextFunction, MedusaRequest, MedusaResponse, MiddlewareRoute } from "@medusajs/framework/http";
import { json } from "express";
import { InputError } from "../../errors/input-error";
import { answerError } from "./answer-error";

const read = json();

/** Reads a JSON body; a text that is none is answered as our API answers wrong input. */
function readJson(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  read(req, res, (error?: unknown) => {
    if (error === undefined) {
      next();
      return;
    }
    answerError(isUnreadable(error) ? InputError.of("body", "is not valid JSON") : error, req, res, next);
  });
}

/** What the body parser throws for text that is not JSON. */
function isUnreadable(error: unknown): boolean {
  return error instanceof SyntaxError && "type" in error && error.type === "entity.parse.failed";
}

/**
 * Our API's bodies are read here and not by Medusa, whose failure to read one would go to the host's error handler.
 * Routes that want the bytes as they came say so by a matcher of their own, which goes before these.
 */
export const jsonBodies: MiddlewareRoute[] = ["/store/csp/*", "/admin/csp/*"].map((matcher) => ({
  matcher,
  bodyParser: false,
  middlewares: [readJson],
}));
