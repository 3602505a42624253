import { MedusaError } from "@medusajs/framework/utils";

/** An outside system did not answer and nothing was changed: the same request may succeed later. */
export class UnavailableError extends MedusaError {
  constructor(message: string) {
    super(MedusaError.Types.UNEXPECTED_STATE, message);
    this.name = "UnavailableError";
  }
}
