export { allocate } from "./allocate";
export { isKnownCurrency, minorUnitDigits, UnknownCurrencyError } from "./currency";
export { decimalMoney } from "./decimal-money";
export { AmountFormatError, fromDecimalString, toDecimalString } from "./decimal-text";
export { type ExactDecimal, readDecimal } from "./exact-decimal";
export {
  AmountTooLargeError,
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
export { divideRounded, divideSafeIntegers, type Fraction, type RoundingPolicy } from "./rounding";
