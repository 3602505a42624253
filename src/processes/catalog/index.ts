export { catalogPriceDuty } from "./duty";
export { importPriceSheet } from "./import-price-sheet";
export { publishPlans, withdrawPlans } from "./publish-plans";
export { startPricingRule } from "./start-pricing-rule";
