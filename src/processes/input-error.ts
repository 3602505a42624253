import { MedusaError } from "@medusajs/framework/utils";

/** One thing that is wrong with a request: which field, and what to write instead. */
export interface FieldProblem {
  /** Dotted path into the body, such as `lines.0.quantity`. */
  readonly field: string;
  readonly message: string;
}

/**
 * Input that cannot be accepted, as the person who typed it must read it. The API answers 400 with every problem by
 * field; where only Medusa's own handler is at work the message alone still tells what to do.
 */
export class InputError extends MedusaError {
  constructor(readonly problems: readonly FieldProblem[]) {
    super(MedusaError.Types.INVALID_DATA, problems.map((problem) => `${problem.field}: ${problem.message}`).join("; "));
    this.name = "InputError";
  }

  /** One problem with one field. */
  static of(field: string, message: string): InputError {
    return new InputError([{ field, message }]);
  }
}
