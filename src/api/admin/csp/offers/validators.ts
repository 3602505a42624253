import { z } from "zod";
import { oneOf } from "../../../http/document";
import { page } from "../../../http/validators";
import { billingPlan, segment, term } from "./document";

/** What the partner may ask of the catalogue. */
export const plansQuery = z.strictObject({
  q: z
    .string("must be one text")
    .max(100, "must be at most 100 letters")
    .default("")
    .transform((text) => text.trim().split(/\s+/).filter(Boolean)),
  segment: segment.optional(),
  term: term.optional(),
  billing_plan: billingPlan.optional(),
  published: oneOf(["true", "false"])
    .optional()
    .transform((text) => (text === undefined ? null : text === "true")),
  ...page,
});
