import { daysBetween, type ServicePeriod } from "../calendar";
import { divideRounded, type Money, minorUnitDigits, money, readDecimal } from "../money";

/**
 * How Microsoft rounds a licence line. Its documentation states the second form and mostly calculates by the first, so
 * both are named, the better fitting one is the default, and lines are compared within `costTolerance`. Used for what a
 * partner must expect to pay, never for what a customer is charged.
 *
 * - `truncate-line-1`: unit price x days x quantity, cut to the smallest coin (seat changes, purchases, renewals)
 * - `truncate-unit-1`: unit price x days, cut to the smallest coin, x quantity (cancellations, upgrades)
 */
export type VendorRounding = "truncate-line-1" | "truncate-unit-1";

export type VendorLineInput = {
  /** One seat, whole charge cycle: decimal text in major units, any decimals. */
  readonly unitPrice: string;
  readonly currency: string;
  /** Seats on the line; the vendor states refunds with a negative price and a positive quantity. */
  readonly quantity: number;
  /** Days that the line is for, `[start, end)`; the vendor's files name the last day instead. */
  readonly billed: ServicePeriod;
  /** The whole charge cycle, at its real length. */
  readonly cycle: ServicePeriod;
  readonly direction: "charge" | "refund";
  readonly rounding?: VendorRounding;
};

/** The subtotal the vendor's own rules give for a line, negative for a refund. @throws RangeError for a bad unit price */
export function expectedCost(input: VendorLineInput): Money {
  const { unitPrice, currency, quantity, billed, cycle, direction, rounding = "truncate-line-1" } = input;
  const price = readDecimal(unitPrice);
  if (price === null) {
    throw new RangeError(`The unit price "${unitPrice}" is not a plain decimal number such as 10.08.`);
  }
  const coins = 10n ** BigInt(minorUnitDigits(currency));
  const perSeat = price.numerator * coins * BigInt(daysBetween(billed.start, billed.end));
  const scale = price.denominator * BigInt(daysBetween(cycle.start, cycle.end));
  const seats = BigInt(quantity);
  const minor =
    rounding === "truncate-line-1"
      ? divideRounded(perSeat * seats, scale, "down")
      : divideRounded(perSeat, scale, "down") * seats;
  return money(direction === "refund" ? -Number(minor) : Number(minor), currency);
}

/** A change of seats as the vendor bills it: the old total is refunded, the new total charged, both for the days left. */
export function expectedSeatChange(
  change: Omit<VendorLineInput, "quantity" | "direction"> & { readonly from: number; readonly to: number },
): { readonly refund: Money; readonly charge: Money } {
  const { from, to, ...line } = change;
  return {
    refund: expectedCost({ ...line, quantity: from, direction: "refund" }),
    charge: expectedCost({ ...line, quantity: to, direction: "charge" }),
  };
}

/** The difference that the vendor's two ways of rounding can make on a line: one smallest coin a seat. */
export function costTolerance(currency: string, quantity: number): Money {
  return money(Math.abs(quantity), currency);
}
