import { z } from "zod";
import { SEGMENTS } from "../../../../modules/catalog";

const percent = (most: number) =>
  z
    .string(`must be a percentage as text, such as "12.5"`)
    .regex(/^\d{1,4}(\.\d{1,4})?$/, `must be a percentage as text, such as "12.5"`)
    .refine((text) => Number(text) <= most, `must be at most ${most}`);

const rounding = z.strictObject({
  step: z.string().regex(/^\d{1,6}(\.\d{1,3})?$/, `must be an amount as text, such as "0.05"`),
  mode: z.enum(["half_up", "half_even", "down", "up"], "must be half_up, half_even, down or up"),
});

/** A rule that takes effect now. */
export const ruleBody = z
  .strictObject({
    name: z.string("must be a name").trim().min(1, "must be a name").max(100, "must be at most 100 letters"),
    segment: z.enum(SEGMENTS, `must be one of ${SEGMENTS.join(", ")}, or left out`).nullish(),
    kind: z.enum(["cost_plus_margin", "list_less_discount"], "must be cost_plus_margin or list_less_discount"),
    percent: percent(1_000),
    rounding: rounding.nullish(),
    floor_margin_percent: percent(99).default("0"),
  })
  .refine((rule) => rule.kind !== "list_less_discount" || Number(rule.percent) <= 100, {
    path: ["percent"],
    message: "must be at most 100: a discount cannot be more than the list price",
  });
