import { periodInWords, type ServicePeriod } from "../calendar";
import { type Fraction, type Money, toDecimalString } from "../money";

/** `49.65 USD` */
export function amountInWords(amount: Money): string {
  return `${toDecimalString(amount)} ${amount.currency}`;
}

/**
 * The calculation of a line in words: `10 seats x 22.00 USD, 15 Mar 2026 to 14 Apr 2026` for a whole period,
 * `5 seats x 22.00 USD x 14/31 days` for a part of one. Seats that are given back carry a minus.
 */
export function formulaInWords(line: {
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly factor: Fraction;
  readonly period: ServicePeriod;
}): string {
  const { numerator, denominator } = line.factor;
  const seats = `${line.quantity} ${Math.abs(line.quantity) === 1 ? "seat" : "seats"}`;
  const price = `${seats} x ${amountInWords(line.unitPrice)}`;
  return numerator === denominator
    ? `${price}, ${periodInWords(line.period)}`
    : `${price} x ${numerator}/${denominator} days`;
}
