export { installment } from "./installment";
export {
  applyPricingRule,
  type CostPlusMargin,
  type FixedPrice,
  type ListLessDiscount,
  type PricedPlan,
  type PriceRounding,
  type PricingRule,
  PricingRuleError,
} from "./rule";
