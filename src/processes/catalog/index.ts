export { catalogPriceDuty } from "./duty";
export { importPriceSheet, type PriceSheetSource } from "./import-price-sheet";
export { type PublishInput, publishPlans, withdrawPlans } from "./publish-plans";
export { startPricingRule } from "./start-pricing-rule";
export { undoPriceSheet } from "./undo-price-sheet";
