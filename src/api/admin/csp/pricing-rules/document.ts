import { z } from "zod";
import { instant } from "../../../http/document";
import { segment } from "../offers/document";

const ruleKind = z.enum(["cost_plus_margin", "list_less_discount"], "must be cost_plus_margin or list_less_discount");
const roundingMode = z.enum(["half_up", "half_even", "down", "up"], "must be half_up, half_even, down or up");

const PERCENT = 'must be a percentage such as "12.5"';
const percent = (most: number) =>
  z
    .string(PERCENT)
    .regex(/^\d{1,4}(\.\d{1,4})?$/, PERCENT)
    .refine((text) => Number(text) <= most, `must be at most ${most}`);

const rounding = z.strictObject({
  step: z.string().regex(/^\d{1,6}(\.\d{1,3})?$/, `must be an amount such as "0.05"`),
  mode: roundingMode,
});

/** A rule that takes effect now. */
export const ruleBody = z
  .strictObject({
    name: z.string("must be a name").trim().min(1, "must be a name").max(100, "must be at most 100 letters"),
    segment: z.enum(segment.options, `must be one of ${segment.options.join(", ")}, or left out`).nullish(),
    kind: ruleKind,
    percent: percent(1_000),
    rounding: rounding.nullish(),
    floor_margin_percent: percent(99).default("0"),
  })
  .refine((rule) => rule.kind !== "list_less_discount" || Number(rule.percent) <= 100, {
    path: ["percent"],
    message: "must be at most 100: a discount cannot be more than the list price",
  });
export type NewRule = z.input<typeof ruleBody>;

/** How selling prices follow from the vendor's, with the half-open period in which the rule is in force. */
export const rule = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Null: every segment that has no rule of its own. */
  segment: segment.nullable(),
  kind: ruleKind,
  percent: z.string(),
  rounding: z.strictObject({ step: z.string(), mode: roundingMode }).nullable(),
  floor_margin_percent: z.string(),
  valid_from: instant,
  valid_to: instant.nullable(),
});
export type Rule = z.output<typeof rule>;

export const rulesAnswer = z.strictObject({ pricing_rules: z.array(rule) });
export type RulesAnswer = z.output<typeof rulesAnswer>;

export const startedRuleAnswer = z.strictObject({ id: z.string() });
export type StartedRuleAnswer = z.output<typeof startedRuleAnswer>;
