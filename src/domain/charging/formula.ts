import { dayInWords, type LocalDate, periodInWords, type ServicePeriod } from "../calendar";
import { type Fraction, type Money, toDecimalString } from "../money";

/** `49.65 USD` */
export function amountInWords(amount: Money): string {
  return `${toDecimalString(amount)} ${amount.currency}`;
}

/**
 * The calculation of a line in words: `10 seats x 22.00 USD, 15 Mar 2026 to 14 Apr 2026` for a whole period,
 * `5 seats x 22.00 USD x 14/31 days` for a part of one. Seats that are given back carry a minus. The last charge of a
 * term with a billing day says which month it completes: `10 seats x 9.94 USD, rest of the month begun 15 Mar 2026`.
 * @param line `restOf`: first day of the stub that left the rest, where the line pays such a rest
 */
export function formulaInWords(line: {
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly factor: Fraction;
  readonly period: ServicePeriod;
  readonly restOf?: LocalDate | null;
}): string {
  const { numerator, denominator } = line.factor;
  const seats = `${line.quantity} ${Math.abs(line.quantity) === 1 ? "seat" : "seats"}`;
  const price = `${seats} x ${amountInWords(line.unitPrice)}`;
  const rest = line.restOf ? `rest of the month begun ${dayInWords(line.restOf)}` : null;
  if (numerator === denominator) {
    return `${price}, ${rest ?? periodInWords(line.period)}`;
  }
  const part = `${price} x ${numerator}/${denominator} days`;
  return rest === null ? part : `${part}, ${rest}`;
}
