import { CurrencyMismatchError, money } from "../money";
import { billedPosition, billedStack, type ChargePeriod, chargePeriodsOf, type Position } from "./charge-period";
import type { Discount } from "./discount";
import type { AppliedDiscount, BilledDiscount, DiscountableLine, DiscountedLine, PortfolioItem } from "./lines";
import { openPeriods } from "./open-periods";
import { portfolioOf } from "./portfolio";
import { candidatesFor, type PreparedDiscounts, prepareDiscounts } from "./prepare";
import { applied, type DiscountStack, storedStack, takenFrom } from "./stack";

export type ApplyDiscountsInput<Line extends DiscountableLine> = {
  readonly currency: string;
  readonly companyId: string;
  /** New lines of one customer, in any order. */
  readonly lines: readonly Line[];
  /** All that was billed for the charge periods of the lines, in any order; other periods are ignored. */
  readonly billed: readonly BilledDiscount[];
  /** Prepared once when many customers are billed. */
  readonly discounts: readonly Discount[] | PreparedDiscounts;
  /**
   * By subscription: the discounts that its first charge was promised. Where there are any on record, even none, they
   * hold for the charge periods that open, whatever is agreed by now.
   */
  readonly promised?: ReadonlyMap<string, readonly AppliedDiscount[]>;
  /** What the customer has, at least on the first days of the charge periods that open. */
  readonly portfolio: readonly PortfolioItem[];
};

const NO_DISCOUNTS: readonly AppliedDiscount[] = [];
const NO_PROMISES: ReadonlyMap<string, readonly AppliedDiscount[]> = new Map();

/**
 * Takes the discounts off lines that are about to be billed. A charge period that nothing was billed for opens with the
 * discounts its first day calls for; every later line of it, charge or credit, carries the same shares, so that a
 * credit gives back what was charged and a discount that begins or ends never rewrites the past.
 *
 * What a discount takes is rounded (half up) on all that the charge period has come to; a line bears the difference
 * that it makes. Parts of any split therefore add up to the whole, and a period that is given back completely has had
 * no discount.
 *
 * @returns the lines in the order they came
 * @throws DiscountError for a discount that makes no sense or is an amount in another currency; CurrencyMismatchError;
 *   RangeError when the lines billed for a charge period carry different discounts
 */
export function applyDiscounts<Line extends DiscountableLine>(
  input: ApplyDiscountsInput<Line>,
): DiscountedLine<Line>[] {
  const { currency, companyId, lines, billed, promised = NO_PROMISES } = input;
  checkCurrency(lines, currency);
  checkCurrency(billed, currency);
  const prepared = "byCompany" in input.discounts ? input.discounts : prepareDiscounts(input.discounts, currency);
  checkCurrency([{ amount: prepared }], currency);
  const candidates = candidatesFor(prepared, companyId);
  const isPlain = candidates.length === 0 && promised.size === 0;
  if (isPlain && billed.every((line) => line.discounts.length === 0)) {
    return lines.map(undiscounted);
  }

  const periods = chargePeriodsOf(lines, billed);
  const unbilled = periods.filter(
    ({ billed: before, first }) => before.length === 0 && !promised.has(first.subscriptionId),
  );
  const opened = openPeriods(unbilled, candidates, portfolioOf(input.portfolio), prepared);
  const discounted = new Map<Line, DiscountedLine<Line>>();
  for (const period of periods) {
    const promise = period.billed.length === 0 ? promised.get(period.first.subscriptionId) : undefined;
    const stack = promise === undefined ? (opened.get(period) ?? billedStack(period)) : storedStack(promise);
    if (stack.length === 0) {
      for (const line of period.lines) {
        discounted.set(line, undiscounted(line));
      }
    } else {
      discountPeriod(period, stack, billedPosition(period, stack), discounted);
    }
  }
  return lines.flatMap((line) => discounted.get(line) ?? []);
}

function discountPeriod<Line extends DiscountableLine>(
  period: ChargePeriod<Line>,
  stack: DiscountStack,
  start: Position,
  discounted: Map<Line, DiscountedLine<Line>>,
): void {
  let before = start;
  for (const line of period.lines) {
    const { currency } = line.amount;
    const amount = before.amount + line.amount.amount;
    const taken = takenFrom(amount, stack);
    const parts = taken.map((now, index) => now - (before.taken[index] ?? 0));
    const discount = parts.reduce((total, part) => total + part, 0);
    discounted.set(line, {
      ...line,
      discount: money(discount, currency),
      net: money(line.amount.amount - discount, currency),
      discounts: stack.map((each, index) => applied(each, parts[index] ?? 0, currency)),
    });
    before = { amount, taken };
  }
}

function undiscounted<Line extends DiscountableLine>(line: Line): DiscountedLine<Line> {
  return {
    ...line,
    discount: { amount: 0, currency: line.amount.currency },
    net: line.amount,
    discounts: NO_DISCOUNTS,
  };
}

function checkCurrency(list: readonly { readonly amount: { readonly currency: string } }[], currency: string): void {
  for (const { amount } of list) {
    if (amount.currency !== currency) {
      throw new CurrencyMismatchError(currency, amount.currency);
    }
  }
}
