import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import type { z } from "zod";
import { type FieldProblem, InputError } from "../../processes/input-error";

/** Parses the body before the route runs; the route reads `req.validatedBody`. Wrong input is answered by field. */
export function validateBody(schema: z.ZodType) {
  return (req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void => {
    const parsed = schema.safeParse(req.body ?? {});
    if (parsed.success) {
      req.validatedBody = parsed.data;
      next();
      return;
    }
    next(new InputError(firstPerField(parsed.error.issues.flatMap(problemsOf))));
  };
}

/** One thing to mend at a time: the next one shows when the first is mended. */
function firstPerField(problems: readonly FieldProblem[]): FieldProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ field }) => !seen.has(field) && seen.add(field));
}

function problemsOf(issue: z.core.$ZodIssue): FieldProblem[] {
  const field = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const at = (key: string) => (field === "" ? key : `${field}.${key}`);
    return issue.keys.map((key) => ({ field: at(key), message: "is not known here; leave it out" }));
  }
  return [{ field: field === "" ? "body" : field, message: issue.message }];
}
