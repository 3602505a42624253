import { MedusaError } from "@medusajs/framework/utils";

/** A route of the host's own that fails. */
export function GET(): never {
  throw new MedusaError(MedusaError.Types.INVALID_DATA, "The host's own route failed.");
}
