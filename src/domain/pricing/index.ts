export { type ChosenRule, chooseRule, type RuleScope, type RuleSubject, type ScopedRule } from "./choose-rule";
export { installment } from "./installment";
export { type ModelledPrice, modelPriceChange, type PriceChangePolicy } from "./price-change";
export { addedSeatPrice, lockedPrice, type PriceLock } from "./price-lock";
export type { EndingRounding, PriceRounding, StepRounding } from "./price-rounding";
export { checkedVersions, type PriceVersion, PriceVersionError, priceOn } from "./price-versions";
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
