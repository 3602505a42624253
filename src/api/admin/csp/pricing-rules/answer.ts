import type { PricingRuleRecord } from "../../../../modules/catalog";
import type { Rule } from "./document";

/** A pricing rule with the period in which it is in force. */
export function ruleDocument(rule: PricingRuleRecord): Rule {
  return {
    id: rule.id,
    name: rule.name,
    segment: rule.segment,
    kind: rule.kind,
    percent: rule.percent,
    rounding: rule.rounding,
    floor_margin_percent: rule.floorMarginPercent,
    valid_from: rule.validFrom.toISOString(),
    valid_to: rule.validTo?.toISOString() ?? null,
  };
}
