import { minorUnitDigits } from "./currency";
import { type Money, money } from "./money";

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Text that is no plain decimal amount of the currency; the message says what is allowed. */
export class AmountFormatError extends Error {
  constructor(text: string, reason: string) {
    super(`"${text}" is not an amount: ${reason}.`);
    this.name = "AmountFormatError";
  }
}

/** The amount in major units with all decimals of the currency and no grouping: `220.00`, `-0.05`, `4956` (JPY). */
export function toDecimalString(m: Money): string {
  const digits = minorUnitDigits(m.currency);
  const sign = m.amount < 0 ? "-" : "";
  const text = Math.abs(m.amount).toString();
  if (digits === 0) {
    return sign + text;
  }
  const padded = text.padStart(digits + 1, "0");
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/**
 * Reads a decimal in major units. Accepts an optional leading minus, digits, and a point followed by at most the
 * currency's decimals. Refuses exponents, grouping, blanks, NaN, and decimals finer than the smallest coin, even zeros.
 * @throws AmountFormatError, UnknownCurrencyError
 */
export function fromDecimalString(text: string, currency: string): Money {
  const digits = minorUnitDigits(currency);
  const match = DECIMAL.exec(text);
  if (match === null) {
    throw new AmountFormatError(text, "write digits with at most one decimal point, such as 220.00");
  }
  const [, sign = "", whole = "", decimals = ""] = match;
  if (decimals.length > digits) {
    throw new AmountFormatError(text, `${currency} has ${digits} decimals`);
  }
  const minor = Number(whole + decimals.padEnd(digits, "0"));
  if (!Number.isSafeInteger(minor)) {
    throw new AmountFormatError(text, "it is too large");
  }
  return money(sign === "-" ? -minor : minor, currency);
}
