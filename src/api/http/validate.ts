import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import type { z } from "zod";
import { answerError } from "./answer-error";
import { readInput } from "./read-input";

/** Reads the body before the route runs; the route finds it as `req.validatedBody`. Wrong input is answered by field. */
export function validateBody(schema: z.ZodType) {
  return (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void => {
    try {
      req.validatedBody = readInput(schema, req.body);
    } catch (error) {
      answerError(error, req, res, next);
      return;
    }
    next();
  };
}
