export { type ApplyDiscountsInput, applyDiscounts } from "./apply-discounts";
export { checkDiscount, DiscountError } from "./check-discount";
export {
  type Discount,
  type DiscountCondition,
  type DiscountCustomers,
  type DiscountScope,
  type DiscountValue,
  discountInWords,
} from "./discount";
export type { AppliedDiscount, BilledDiscount, DiscountableLine, DiscountedLine, PortfolioItem } from "./lines";
export { type PreparedDiscounts, prepareDiscounts } from "./prepare";
export { wholeTerm } from "./whole-term";
