import { divideRounded, type Money, minorUnitDigits, money, readDecimal, subtract } from "../money";
import { costTolerance } from "./expected-cost";

/** The amounts of one line of the vendor's statement, as it states them. */
export type VendorLineAmounts = {
  /** Signed decimal text in major units, any decimals: negative on a refund, already without the days not billed. */
  readonly effectiveUnitPrice: string;
  /** Positive on a refund too. */
  readonly billableQuantity: number;
  readonly subtotal: Money;
  readonly tax: Money;
  readonly total: Money;
};

/** What a line gets wrong about itself; `difference` is stated less calculated. */
export type VendorLineFinding = {
  readonly field: "subtotal" | "total";
  readonly difference: Money;
};

/**
 * Checks a line against itself: subtotal = effective unit price x billable quantity, to within a smallest coin a seat
 * because the vendor rounds in two ways, and total = subtotal + tax to the coin. An empty list is a line to believe.
 * @throws RangeError for a unit price that is no decimal; CurrencyMismatchError
 */
export function checkVendorLine(line: VendorLineAmounts): VendorLineFinding[] {
  const { effectiveUnitPrice, billableQuantity, subtotal, tax, total } = line;
  const tolerance = costTolerance(subtotal.currency, billableQuantity).amount;
  const findings: VendorLineFinding[] = [
    {
      field: "subtotal",
      difference: subtract(subtotal, product(effectiveUnitPrice, billableQuantity, subtotal.currency)),
    },
    { field: "total", difference: subtract(subtract(total, subtotal), tax) },
  ];
  return findings.filter(({ field, difference }) =>
    field === "subtotal" ? Math.abs(difference.amount) > tolerance : difference.amount !== 0,
  );
}

/** Cut to the smallest coin, as the vendor does. */
function product(unitPrice: string, quantity: number, currency: string): Money {
  const isRefund = unitPrice.startsWith("-");
  const price = readDecimal(isRefund ? unitPrice.slice(1) : unitPrice);
  if (price === null) {
    throw new RangeError(`The effective unit price "${unitPrice}" is not a plain decimal number such as -9.408.`);
  }
  const coins = 10n ** BigInt(minorUnitDigits(currency));
  const minor = Number(divideRounded(price.numerator * coins * BigInt(quantity), price.denominator, "down"));
  return money(isRefund ? -minor : minor, currency);
}
