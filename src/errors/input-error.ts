import { MedusaError } from "@medusajs/framework/utils";
import type { z } from "zod";
import { type FieldProblem, fieldProblems, inOneLine } from "../input";

/**
 * Input that cannot be accepted, as the person who typed it must read it. The API answers 400 with every problem by
 * field; where only Medusa's own handler is at work the message alone still tells what to do.
 */
export class InputError extends MedusaError {
  constructor(readonly problems: readonly FieldProblem[]) {
    super(MedusaError.Types.INVALID_DATA, inOneLine(problems));
    this.name = "InputError";
  }

  /** One problem with one field. */
  static of(field: string, message: string): InputError {
    return new InputError([{ field, message }]);
  }

  /** What a schema found wrong, by field. */
  static from(error: z.core.$ZodError): InputError {
    return new InputError(fieldProblems(error));
  }
}
