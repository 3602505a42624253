import { amountOf, type ChargingPolicy, chargingPolicy } from "../../../domain/charging";
import { type Fraction, money, multiplyFraction } from "../../../domain/money";
import type { InvoiceLine } from "../../../modules/billing";
import type { DocumentWords } from "./document-words";
import type { DocumentFormat } from "./format";

/** The amount of a line before the discounts it lists, minor units, signed. */
export function amountBeforeDiscounts(line: Pick<InvoiceLine, "net" | "discounts">): number {
  return line.discounts.reduce((sum, discount) => sum + discount.amount.amount, line.net);
}

/**
 * What one seat of a line costs before discounts, in minor units: the part of the price that belongs to the line's days,
 * as it was rounded. Null unless seats times that price are exactly the line's amount: a difference, a sum that was
 * agreed upon, a credit of part of a line, or a line that a policy rounded as a whole.
 */
export function seatPriceOf(line: InvoiceLine, currency: string): number | null {
  const seat = calculationOf(line, currency)?.seatAmount ?? null;
  return seat !== null && line.quantity !== 0 && seat * line.quantity === amountBeforeDiscounts(line) ? seat : null;
}

/**
 * The calculation of a line: `10 seats x 22.00 USD, 15 Mar 2026 to 14 Apr 2026` for a whole period, `5 seats x 22.00
 * USD x 14/31 days (9.93 USD per seat, rounded down)` for a part of one. Built from the line's figures, because the
 * stored formula is English. A line whose figures do not give its amount says that it is a difference; goodwill, which
 * follows no formula, gives null.
 */
export function lineFormula(
  line: InvoiceLine,
  currency: string,
  words: DocumentWords,
  format: DocumentFormat,
): string | null {
  if (line.kind === "goodwill") {
    return null;
  }
  const calculation = calculationOf(line, currency);
  if (calculation === null) {
    return words.difference;
  }
  const { factor, policy, seatAmount } = calculation;
  const seats = words.seats(line.quantity, format.count(line.quantity));
  const price = format.amount(line.unitPrice, currency);
  if (factor.numerator === factor.denominator) {
    return words.wholePeriod(seats, price, format.period({ start: line.periodStart, end: line.periodEnd }));
  }
  const part = words.partOfPeriod(seats, price, String(factor.numerator), String(factor.denominator));
  const rounding = words.rounded[policy.rounding];
  if (policy.roundOn === "line") {
    return `${part} (${rounding})`;
  }
  const isExact = BigInt(line.unitPrice) * BigInt(factor.numerator) === BigInt(seatAmount) * BigInt(factor.denominator);
  return `${part} (${words.perSeat(format.amount(seatAmount, currency), isExact ? null : rounding)})`;
}

type Calculation = {
  readonly policy: ChargingPolicy;
  readonly factor: Fraction;
  /** The part of one seat's price, rounded. */
  readonly seatAmount: number;
};

/** The line's calculation, if its quantity, price and days give its amount under its policy. */
function calculationOf(line: InvoiceLine, currency: string): Calculation | null {
  if (line.kind === "goodwill") {
    return null;
  }
  const policy = chargingPolicy(line.policyVersion);
  const unitPrice = money(line.unitPrice, currency);
  const factor = { numerator: line.factorNumerator, denominator: line.factorDenominator };
  return amountOf(unitPrice, line.quantity, factor, policy).amount === amountBeforeDiscounts(line)
    ? { policy, factor, seatAmount: multiplyFraction(unitPrice, factor, policy.rounding).amount }
    : null;
}
