export { type PeriodPrice, RatingError, type Tier, type UnitPricing } from "./price";
export { type RatingInput, ratePart, rateToDate } from "./rate";
