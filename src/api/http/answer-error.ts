import {
  getHttpResponseFromError,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
  errorHandler as medusaErrorHandler,
} from "@medusajs/framework/http";
import { InputError } from "../../errors/input-error";
import { UnavailableError } from "../../errors/unavailable-error";
import { StripeUnavailableError } from "../../integrations/stripe";

const answerAsMedusa = medusaErrorHandler();

/**
 * Answers what went wrong on a route of ours as `docs/api` says: Medusa's answers, plus one entry per field where the
 * input is wrong, and 503 where an outside system is silent.
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
  const known = error as Parameters<typeof answerAsMedusa>[0];
  if (res.headersSent || getHttpResponseFromError(known).statusCode >= 500) {
    next(error);
    return;
  }
  answerAsMedusa(known, req, res, next);
}
