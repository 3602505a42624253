export { type ExplainedPart, explainRating } from "./explain";
export { type PeriodPrice, RatingError, type Tier, type UnitPricing } from "./price";
export { totalQuantity } from "./quantity";
export { type RatingInput, ratePart, rateToDate } from "./rate";
