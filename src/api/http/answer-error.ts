import {
  getHttpResponseFromError,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
  errorHandler as medusaErrorHandler,
} from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { conflictInWords } from "../../errors/database-error";
import { InputError } from "../../errors/input-error";
import { UnavailableError } from "../../errors/unavailable-error";
import { StripeUnavailableError } from "../../integrations/stripe";

const answerAsMedusa = medusaErrorHandler();

/**
 * Answers what went wrong on a route of ours as `docs/api` says: Medusa's answers, plus one entry per field where the
 * input is wrong, 409 in words where the database refused for what somebody else did at the same time, and 503 where an outside system is silent.
 *
 * A host has one error handler for all routes, and it may be its own: it neither shapes our answers nor do we shape its
 * routes' answers. What nobody foresaw is handed on to it, so that the host's reporting hears of it.
 */
export function answerError(error: unknown, req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  if (error instanceof InputError) {
    res.status(400).json({ type: "invalid_data", message: error.message, errors: error.problems });
    return;
  }
  if (error instanceof UnavailableError || error instanceof StripeUnavailableError) {
    const message =
      error instanceof UnavailableError
        ? error.message
        : "The card processor did not answer just now. Nothing was changed; please try again in a minute.";
    res.status(503).json({ type: "unavailable", message });
    return;
  }
  const conflict = isConflict(error) ? error.message : conflictInWords(error);
  if (conflict !== null && !res.headersSent) {
    // Medusa puts a sentence of its own in the place of ours, which says what is in the way.
    res.status(409).json({ code: "invalid_state_error", type: "conflict", message: conflict });
    return;
  }
  const known = error as Parameters<typeof answerAsMedusa>[0];
  if (res.headersSent || getHttpResponseFromError(known).statusCode >= 500) {
    next(error);
    return;
  }
  answerAsMedusa(known, req, res, next);
}

/** Medusa hands an error of a workflow on as a plain object. */
function isConflict(error: unknown): error is { readonly type: string; readonly message: string } {
  const { type, message } = (error ?? {}) as { type?: unknown; message?: unknown };
  return type === MedusaError.Types.CONFLICT && typeof message === "string";
}
