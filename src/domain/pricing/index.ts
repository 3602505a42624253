export {
  type DecidingRule,
  decidingRules,
  type RuleScope,
  type RuleSubject,
  type ScopedRule,
} from "./choose-rule";
export { installment } from "./installment";
export { type ModelledPrice, modelPriceChange, type PriceChangePolicy } from "./price-change";
export type { EndingRounding, PriceRounding, StepRounding } from "./price-rounding";
export { PricingRuleError } from "./pricing-rule-error";
export {
  applyPricingRule,
  type CostPlusMargin,
  type FixedPrice,
  type ListLessDiscount,
  type PricedPlan,
  type PriceOptions,
  type PricingRule,
} from "./rule";
