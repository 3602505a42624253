import {
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
  errorHandler as medusaErrorHandler,
} from "@medusajs/framework/http";
import { StripeUnavailableError } from "../../integrations/stripe";
import { InputError } from "../../processes/input-error";
import { UnavailableError } from "../../processes/unavailable-error";

const handleByMedusa = medusaErrorHandler();

/** Medusa's error answers, plus one entry per field where a request's input is wrong. */
export function errorHandler(error: unknown, req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
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
  if (isUnreadableBody(error)) {
    const message = "The request's body is not valid JSON.";
    res.status(400).json({ type: "invalid_data", message, errors: [{ field: "body", message }] });
    return;
  }
  handleByMedusa(error as Parameters<typeof handleByMedusa>[0], req, res, next);
}

/** What the body parser throws for text that is not JSON. */
function isUnreadableBody(error: unknown): boolean {
  return error instanceof SyntaxError && "type" in error && error.type === "entity.parse.failed";
}
