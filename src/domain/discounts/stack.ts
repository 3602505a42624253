import { money } from "../money";
import type { AppliedDiscount } from "./lines";
import { less, over, readShare, type Share, shareOf, takeShare, times } from "./share";

/** A discount and how much it takes of what those before it left. */
export type Layer = Pick<AppliedDiscount, "discountId" | "name" | "inWords" | "limit"> & {
  readonly ofRest: Share;
};

/** One discount as it holds for a charge period: with its share of the whole as text, as lines keep it. */
export type StackedDiscount = Layer & Pick<AppliedDiscount, "numerator" | "denominator">;

/**
 * The discounts of a charge period, in order. Each takes its share of what the ones before left in coins, so that they
 * can never take more than there is, however often roundings meet.
 */
export type DiscountStack = readonly StackedDiscount[];

const WHOLE = shareOf(1, 1);

/** The stack of these layers; one that comes after everything is taken is left out. */
export function stackOf(layers: readonly Layer[]): DiscountStack {
  const stack: StackedDiscount[] = [];
  let rest = WHOLE;
  for (const layer of layers) {
    const share = times(rest, layer.ofRest);
    if (share.numerator > 0) {
      stack.push({ ...layer, numerator: String(share.numerator), denominator: String(share.denominator) });
      rest = times(rest, less(WHOLE, layer.ofRest));
    }
  }
  return stack;
}

/**
 * The stack that a stored line carries.
 * @throws RangeError, SyntaxError when its shares are not readable as parts of one whole
 */
export function storedStack(discounts: readonly AppliedDiscount[]): DiscountStack {
  let rest = WHOLE;
  return discounts.map(({ discountId, name, inWords, numerator, denominator, limit }) => {
    const share = readShare(numerator, denominator);
    const ofRest = over(share, rest);
    rest = times(rest, less(WHOLE, ofRest));
    return { discountId, name, inWords, numerator, denominator, limit, ofRest };
  });
}

/** Whether a stored line was billed with this stack. */
export function carries(discounts: readonly AppliedDiscount[], stack: DiscountStack): boolean {
  return (
    discounts.length === stack.length &&
    stack.every(({ discountId, numerator, denominator }, index) => {
      const stored = discounts[index];
      return stored?.discountId === discountId && stored.numerator === numerator && stored.denominator === denominator;
    })
  );
}

/**
 * What each discount takes from all that a charge period has come to, in minor units and in the stack's order. Grows
 * and falls with the amount, never by more than the amount does; nothing of nothing. So the difference between two
 * amounts is what the lines between them bear, in whatever pieces they come.
 */
export function takenFrom(amount: number, stack: DiscountStack): number[] {
  let rest = amount;
  return stack.map(({ ofRest, limit }) => {
    const taken = capped(takeShare(rest, ofRest), limit?.amount);
    rest -= taken;
    return taken;
  });
}

function capped(amount: number, limit: number | undefined): number {
  if (limit === undefined || Math.abs(amount) <= limit) {
    return amount;
  }
  return Math.sign(amount) * limit;
}

/** The discount as a line keeps it. */
export function applied(discount: StackedDiscount, amount: number, currency: string): AppliedDiscount {
  const { discountId, name, inWords, numerator, denominator, limit } = discount;
  return { discountId, name, inWords, numerator, denominator, limit, amount: money(amount, currency) };
}
