import { z } from "zod";
import { SEGMENTS } from "../../../../modules/catalog";

const whole = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(problem).int(problem).min(least, problem).max(most, problem);
};
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `must be one of ${values.join(", ")}`).optional();

/** Paging of every list in this folder. */
export const page = { limit: whole(1, 200).default(50), offset: whole(0, 1_000_000).default(0) };

/** What the partner may ask of the catalogue. */
export const plansQuery = z.strictObject({
  q: z
    .string("must be one text")
    .max(100, "must be at most 100 letters")
    .default("")
    .transform((text) => text.trim().split(/\s+/).filter(Boolean)),
  segment: oneOf(SEGMENTS),
  term: oneOf(["P1M", "P1Y", "P3Y"]),
  billing_plan: oneOf(["monthly", "annual", "triennial", "none"]),
  published: oneOf(["true", "false"]).transform((text) => (text === undefined ? null : text === "true")),
  ...page,
});

const MOST_PLANS = 500;

/** Plans to put on sale or to take off. */
export const planIdsBody = z.strictObject({
  plan_ids: z
    .array(z.string("must be the id of a plan").min(1, "must be the id of a plan"), "must be a list of plan ids")
    .min(1, "must hold at least one plan id")
    .max(MOST_PLANS, `must hold at most ${MOST_PLANS} plan ids; send the rest in a second request`),
});
