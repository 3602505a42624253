export { BOUNDS_POLICY, type BoundsInput, brokenBound, type PlannedLine } from "./bounds";
export { type BilledLine, type ChargeKind, type ChargeLine, correctedKey, correctionKey, lineKey } from "./charge-line";
export { type ChargePeriod, chargePeriods } from "./charge-periods";
export { amountInWords, formulaInWords } from "./formula";
export { nextPeriodStart, PREVIEW_EVENT_ID, previewEvent } from "./plan-change";
export { type ChargePlan, type PlanChargesInput, planCharges } from "./plan-charges";
export { amountOf, type ChargingPolicy, chargingPolicy, DEFAULT_CHARGING_POLICY } from "./policy";
export { type PeriodName, type PurchaseQuote, type PurchaseQuoteInput, quotePurchase } from "./quote-purchase";
