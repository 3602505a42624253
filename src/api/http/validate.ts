import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import type { z } from "zod";
import { readInput } from "./read-input";

/**
 * Reads the body before the route runs; the route finds it as `req.validatedBody`.
 *
 * @throws InputError with one entry per field
 */
export function validateBody(schema: z.ZodType) {
  return (req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void => {
    req.validatedBody = readInput(schema, req.body);
    next();
  };
}
