export { allocate } from "./allocate";
export { isKnownCurrency, minorUnitDigits, UnknownCurrencyError } from "./currency";
export { AmountFormatError, fromDecimalString, toDecimalString } from "./decimal-text";
export { type ExactDecimal, readDecimal } from "./exact-decimal";
export {
  add,
  CurrencyMismatchError,
  compare,
  isNegative,
  isZero,
  type Money,
  money,
  multiplyFraction,
  negate,
  subtract,
  sum,
  times,
} from "./money";
export { moneyDocument } from "./money-document";
export { divideRounded, divideSafeIntegers, type Fraction, type RoundingPolicy } from "./rounding";
